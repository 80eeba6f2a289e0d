// float_row.hpp - eight floats into registers by one instruction of an Arm FPU. Floor 1.
// Empty on other cores. The registers are named, as an instruction loads neighbours only.
#pragma once

#include "../../core/target.hpp"

#if MOTE_HAS_VFP
#include "../../core/array.hpp"

namespace mote::kernel {

namespace detail::row {
using eight_in_memory = const float (*)[8];
}  // namespace detail::row

/// Eight from p on.
MOTE_ALWAYS_INLINE array<float, 8> float_row(const float* p) noexcept {
  register float a __asm__("s24");
  register float b __asm__("s25");
  register float c __asm__("s26");
  register float d __asm__("s27");
  register float e __asm__("s28");
  register float f __asm__("s29");
  register float g __asm__("s30");
  register float h __asm__("s31");
  __asm__ volatile("vldmia %8, {s24-s31}"
                   : "=t"(a), "=t"(b), "=t"(c), "=t"(d), "=t"(e), "=t"(f), "=t"(g), "=t"(h)
                   : "r"(p), "m"(*reinterpret_cast<detail::row::eight_in_memory>(p)));
  return {{a, b, c, d, e, f, g, h}};
}

namespace detail::row {
struct product {
  MOTE_ALWAYS_INLINE static float add(float sum, float x, float y) noexcept { return sum + x * y; }
};
struct squared_difference {
  MOTE_ALWAYS_INLINE static float add(float sum, float x, float y) noexcept {
    x -= y;
    return sum + x * x;
  }
};

/// sum and Term of each pair of eight, one after the other.
template <class Term>
MOTE_ALWAYS_INLINE float add_rows(float sum, const float* x, const float* y) noexcept {
  register float x0 __asm__("s16");
  register float x1 __asm__("s17");
  register float x2 __asm__("s18");
  register float x3 __asm__("s19");
  register float x4 __asm__("s20");
  register float x5 __asm__("s21");
  register float x6 __asm__("s22");
  register float x7 __asm__("s23");
  register float y0 __asm__("s24");
  register float y1 __asm__("s25");
  register float y2 __asm__("s26");
  register float y3 __asm__("s27");
  register float y4 __asm__("s28");
  register float y5 __asm__("s29");
  register float y6 __asm__("s30");
  register float y7 __asm__("s31");
  __asm__ volatile("vldmia %8, {s16-s23}"
                   : "=t"(x0), "=t"(x1), "=t"(x2), "=t"(x3), "=t"(x4), "=t"(x5), "=t"(x6), "=t"(x7)
                   : "r"(x), "m"(*reinterpret_cast<detail::row::eight_in_memory>(x)));
  __asm__ volatile("vldmia %8, {s24-s31}"
                   : "=t"(y0), "=t"(y1), "=t"(y2), "=t"(y3), "=t"(y4), "=t"(y5), "=t"(y6), "=t"(y7)
                   : "r"(y), "m"(*reinterpret_cast<detail::row::eight_in_memory>(y)));
  sum = Term::add(sum, x0, y0);
  sum = Term::add(sum, x1, y1);
  sum = Term::add(sum, x2, y2);
  sum = Term::add(sum, x3, y3);
  sum = Term::add(sum, x4, y4);
  sum = Term::add(sum, x5, y5);
  sum = Term::add(sum, x6, y6);
  sum = Term::add(sum, x7, y7);
  return sum;
}
}  // namespace detail::row

/// sum + x[0] * y[0] + ... + x[7] * y[7].
MOTE_ALWAYS_INLINE float add_float_rows(float sum, const float* x, const float* y) noexcept {
  return detail::row::add_rows<detail::row::product>(sum, x, y);
}

/// sum + (x[0] - y[0])^2 + ... + (x[7] - y[7])^2.
MOTE_ALWAYS_INLINE float add_squares_of_rows(float sum, const float* x, const float* y) noexcept {
  return detail::row::add_rows<detail::row::squared_difference>(sum, x, y);
}

}  // namespace mote::kernel
#endif
