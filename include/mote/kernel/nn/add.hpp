// add.hpp - two layers of bytes added on a common scale. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "add_mve.hpp"
#include "finish.hpp"

namespace mote::kernel {

#if MOTE_HAS_DSP && !MOTE_HAS_MVE
namespace detail::nn {
/// As requantized_by_any() of half of `twice`, of shifts to the right or by 0, plus `more`. What
/// the shift drops last is the carry: see finisher.
MOTE_ALWAYS_INLINE int32_t rescaled(int32_t twice, int32_t factor, int32_t shift,
                                    int32_t more) noexcept {
  int32_t whole;
  __asm__(
      "smmulr %0, %1, %2\n\t"
      "adds %0, %0, %0, asr #31\n\t"
      "asrs %0, %0, %3\n\t"
      "adc %0, %0, %4"
      : "=&r"(whole)
      : "r"(twice), "r"(factor), "r"(shift), "Ir"(more)
      : "cc");
  return whole;
}
}  // namespace detail::nn

/// Shape    scales.shifts_right()
/// Time     33 instructions a number
inline void add_bytes(const add_scales& scales, const int8_t* first, const int8_t* second,
                      size_t count, int8_t* out) noexcept {
  const add_scales by = scales;
  for (; count != 0; --count) {
    constexpr int32_t twice = int32_t{1} << 21;
    const int32_t sum = detail::nn::rescaled((*first++ - by.first_zero) * twice, by.first_factor,
                                             by.first_shift, 0) +
                        detail::nn::rescaled((*second++ - by.second_zero) * twice, by.second_factor,
                                             by.second_shift, 0);
    const int32_t whole = detail::nn::rescaled(2 * sum, by.factor, by.shift, by.zero);
    *out++ = static_cast<int8_t>(whole < by.lowest    ? by.lowest
                                 : whole > by.highest ? by.highest
                                                      : whole);
  }
}
#endif

/// One for all layers of a program. `out` may be one of the inputs.
///
/// Target   bit-exact
inline MOTE_NOINLINE constexpr void add(const add_scales& scales, const int8_t* first,
                                        const int8_t* second, size_t count, int8_t* out) noexcept {
#if MOTE_HAS_MVE
  if (!MOTE_CONSTANT_EVALUATED() && scales.shifts_right()) {
    const size_t whole = count / 4 * 4;
    add_fours(scales, first, second, whole, out);
    first += whole;
    second += whole;
    out += whole;
    count -= whole;
  }
#elif MOTE_HAS_DSP
  if (!MOTE_CONSTANT_EVALUATED() && scales.shifts_right())
    return add_bytes(scales, first, second, count, out);
#endif
  for (size_t i = 0; i < count; ++i) out[i] = added(scales, first[i], second[i]);
}

}  // namespace mote::kernel
