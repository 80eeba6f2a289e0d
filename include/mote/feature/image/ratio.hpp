// ratio.hpp - which pixels of a line or a column become one, in whole numbers. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/numeric.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/number/quotient.hpp"

namespace mote::detail::image {

constexpr size_t shared_factor(size_t a, size_t b) noexcept {
  return b == 0 ? a : shared_factor(b, a % b);
}

/// Many pixels become Few: each of the many weighs `each` of the `whole` that one of the few takes.
template <size_t Many, size_t Few>
struct ratio {
  static constexpr size_t divisor = shared_factor(Many, Few);
  static constexpr uint32_t each = static_cast<uint32_t>(Few / divisor);
  static constexpr uint32_t whole = static_cast<uint32_t>(Many / divisor);

  /// Of number i of the few: the first of the many that it shares, how many it shares, and what one
  /// of them weighs in it.
  static constexpr size_t first(size_t i) noexcept { return i * whole / each; }
  static constexpr size_t pixels(size_t i) noexcept {
    return ((i + 1) * whole - 1) / each + 1 - first(i);
  }
  static constexpr uint32_t weight(size_t i, size_t pixel) noexcept {
    const size_t low = pixel * each > i * whole ? pixel * each : i * whole;
    const size_t high = (pixel + 1) * each < (i + 1) * whole ? (pixel + 1) * each : (i + 1) * whole;
    return static_cast<uint32_t>(high - low);
  }
};

/// Sums of pixels whose weights are Weight together, and their mean.
///
/// Sample   integers are counted from the lowest one, so that sums have no sign
/// Target   integers rounded half up, bit-exact
template <class Sample, uint64_t Weight>
struct weighted {
  static constexpr bool real = traits::same<Sample, float>;
  static constexpr int bits = 8 * static_cast<int>(sizeof(Sample));
  static constexpr bool fits = real || Weight <= uint64_t{1} << (32 - bits);
  using sum = traits::choose_t<real, float,
                               traits::choose_t<(Weight << bits) <= 65536, uint16_t, uint32_t>>;

  static constexpr sum number(Sample x) noexcept {
    if constexpr (real) {
      return x;
    } else {
      return static_cast<sum>(static_cast<int32_t>(x) - numeric<Sample>::lowest);
    }
  }
  static constexpr Sample mean(sum s) noexcept {
    if constexpr (real) {
      return s * (1.0f / static_cast<float>(Weight));
    } else {
      const uint32_t above = s + static_cast<uint32_t>(Weight / 2);
      if constexpr (Weight <= 65536) {
        constexpr auto divisor = static_cast<uint32_t>(Weight);
        return sample(kernel::quotient<divisor, (Weight << bits)>(above));
      } else {
        return sample(above / static_cast<uint32_t>(Weight));
      }
    }
  }

 private:
  static constexpr Sample sample(uint32_t x) noexcept {
    return static_cast<Sample>(static_cast<int32_t>(x) + numeric<Sample>::lowest);
  }
};

}  // namespace mote::detail::image
