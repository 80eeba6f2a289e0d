// add.hpp - two layers of bytes added on a common scale. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "add_mve.hpp"
#include "finish.hpp"

namespace mote::kernel {

#if MOTE_HAS_DSP && !MOTE_HAS_MVE
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
    *out++ = limited_to<int8_t, int32_t>(
        detail::nn::rescaled(2 * sum, by.factor, by.shift, by.zero), by.lowest, by.highest);
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
