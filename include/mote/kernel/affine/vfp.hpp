// vfp.hpp - W x + b of floats with an Arm FPU. Floor 1.
#pragma once

#include "../../core/array.hpp"
#include "../../core/traits.hpp"
#include "../row/float_row.hpp"
#include "products.hpp"

#if MOTE_HAS_VFP

namespace mote::kernel {

namespace detail::affine {
using eight_floats = const float (*)[8];

/// Eight samples, in registers, times eight weights of a row.
MOTE_ALWAYS_INLINE void add_row(float& sum, const float* w, float first, float second, float third,
                                float fourth, float fifth, float sixth, float seventh,
                                float eighth) noexcept {
  const array<float, 8> row = float_row(w);
  sum += first * row[0];
  sum += second * row[1];
  sum += third * row[2];
  sum += fourth * row[3];
  sum += fifth * row[4];
  sum += sixth * row[5];
  sum += seventh * row[6];
  sum += eighth * row[7];
}

/// Eight samples times eight weights of K rows.
template <size_t Count, size_t Rows, size_t... K>
MOTE_ALWAYS_INLINE void add_eight(float (&sums)[Rows], const float* x, const float* w,
                                  traits::indices<K...>) noexcept {
  register float first __asm__("s16");
  register float second __asm__("s17");
  register float third __asm__("s18");
  register float fourth __asm__("s19");
  register float fifth __asm__("s20");
  register float sixth __asm__("s21");
  register float seventh __asm__("s22");
  register float eighth __asm__("s23");
  __asm__ volatile("vldmia %8, {s16-s23}"
                   : "=t"(first), "=t"(second), "=t"(third), "=t"(fourth), "=t"(fifth), "=t"(sixth),
                     "=t"(seventh), "=t"(eighth)
                   : "r"(x), "m"(*reinterpret_cast<eight_floats>(x)));
  (add_row(sums[K], w + K * Count, first, second, third, fourth, fifth, sixth, seventh, eighth),
   ...);
}

template <size_t Count, size_t... K>
MOTE_ALWAYS_INLINE void add_rows(const float* x, const float* w, const float* start, float* out,
                                 traits::indices<K...> rows) noexcept {
  float sums[] = {start[K]...};
  for (size_t n = Count / 8; n != 0; --n) {
    add_eight<Count>(sums, x, w, rows);
    x += 8;
    w += 8;
  }
  for (size_t n = Count % 8; n != 0; --n) {
    ((sums[K] += *x * w[K * Count]), ...);
    ++x;
    ++w;
  }
  ((out[K] = sums[K]), ...);
}
}  // namespace detail::affine

/// Four rows at once, so that a sample is loaded once for four products.
template <size_t Rows, size_t Count>
inline const float* affine(const float* x, const float* w, const float* start, float* out,
                           target::vfp) noexcept {
  for (size_t k = Rows / 4; k != 0; --k) {
    detail::affine::add_rows<Count>(x, w, start, out, traits::indices_to<4>{});
    w += 4 * Count;
    start += 4;
    out += 4;
  }
  if constexpr (Rows % 4 != 0)
    detail::affine::add_rows<Count>(x, w, start, out, traits::indices_to<Rows % 4>{});
  return w + Rows % 4 * Count;
}

}  // namespace mote::kernel
#endif
