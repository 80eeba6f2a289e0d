// extent.hpp - the smallest and the largest number of a row. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/target.hpp"

namespace mote::kernel {

namespace detail::series {
constexpr uint32_t magnitude(int32_t x) noexcept {
  return x < 0 ? 0u - static_cast<uint32_t>(x) : static_cast<uint32_t>(x);
}
}  // namespace detail::series

/// What a row of integers spans.
template <class T>
struct extent {
  T low, high;

  constexpr uint32_t range() const noexcept {
    return static_cast<uint32_t>(high) - static_cast<uint32_t>(low);
  }
};

/// An extent that grows: one comparison a number, as few are outside.
///
/// Sample   int32_t, uint32_t
template <class T>
class growing_extent {
 public:
  constexpr explicit growing_extent(T x) noexcept : low_{static_cast<uint32_t>(x)}, range_{0} {}
  MOTE_ALWAYS_INLINE constexpr void add(T x) noexcept {
    const uint32_t above = static_cast<uint32_t>(x) - low_;
    if (above <= range_) return;
    if (x < low()) {
      range_ += 0u - above;
      low_ = static_cast<uint32_t>(x);
    } else {
      range_ = above;
    }
  }
  constexpr T low() const noexcept { return static_cast<T>(low_); }
  constexpr T high() const noexcept { return static_cast<T>(low_ + range_); }

 private:
  uint32_t low_;
  uint32_t range_;
};

}  // namespace mote::kernel
