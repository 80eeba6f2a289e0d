// thumb.hpp - W x + b of integers on cores with eight registers: Cortex-M0. Floor 1.
#pragma once

#include "../row/opaque.hpp"
#include "products.hpp"

#if MOTE_HAS_THUMB == 1

namespace mote::kernel {

namespace detail::affine {
struct two_sums {
  int32_t first, second;
};

/// A sample times a weight of each of two rows, five instructions a product: one index walks along
/// all three from the end of them. As a function of its own, so that it has all registers.
template <size_t Count, class T>
MOTE_NOINLINE inline two_sums two_rows(const T* x, const T* w, int32_t first,
                                       int32_t second) noexcept {
  const T* samples = opaque(x + Count);
  const T* upper = opaque(w + Count);
  const T* lower = opaque(upper + Count);
  int32_t at = -static_cast<int32_t>(Count);
  do {
    const int32_t sample = samples[at];
    first += sample * upper[at];
    second += sample * lower[at];
    ++at;
  } while (at != 0);
  return {first, second};
}
}  // namespace detail::affine

/// Two rows at once.
template <size_t Rows, size_t Count, class T>
inline const T* affine_pairs(const T* x, const T* w, const int32_t* start, int32_t* out) noexcept {
  for (size_t k = Rows / 2; k != 0; --k) {
    const detail::affine::two_sums sums = detail::affine::two_rows<Count>(x, w, start[0], start[1]);
    out[0] = sums.first;
    out[1] = sums.second;
    w += 2 * Count;
    start += 2;
    out += 2;
  }
  return affine<Rows % 2, Count>(x, w, start, out, target::scalar{});
}

}  // namespace mote::kernel
#endif
