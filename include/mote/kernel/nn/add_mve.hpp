// add_mve.hpp - four sums of bytes at once with Helium vectors: Cortex-M52, M55, M85. Floor 1.
#pragma once

#include "finish.hpp"

#if MOTE_HAS_MVE
#include <arm_mve.h>

namespace mote::kernel {

namespace detail::nn {
/// As requantized_by_any(), of shifts to the right or by 0.
MOTE_ALWAYS_INLINE int32x4_t rescaled(int32x4_t sums, int32_t factor, int32_t shift) noexcept {
  const int32x4_t high = vqrdmulhq_n_s32(sums, factor);
  const int32x4_t below = shift == 0 ? vdupq_n_s32(0) : vshrq_n_s32(high, 31);
  return vrshlq_n_s32(vaddq_s32(high, below), -shift);
}
}  // namespace detail::nn

/// Shape    count is a multiple of four
MOTE_NOINLINE inline void add_fours(const add_scales& scales, const int8_t* first,
                                    const int8_t* second, size_t count, int8_t* out) noexcept {
  const add_scales by = scales;
  const int32x4_t lowest = vdupq_n_s32(by.lowest), highest = vdupq_n_s32(by.highest);
  for (size_t n = count / 4; n != 0; --n) {
    const int32x4_t upper = vshlq_n_s32(vsubq_n_s32(vldrbq_s32(first), by.first_zero), 20);
    const int32x4_t lower = vshlq_n_s32(vsubq_n_s32(vldrbq_s32(second), by.second_zero), 20);
    const int32x4_t sum = vaddq_s32(detail::nn::rescaled(upper, by.first_factor, by.first_shift),
                                    detail::nn::rescaled(lower, by.second_factor, by.second_shift));
    const int32x4_t whole = vaddq_n_s32(detail::nn::rescaled(sum, by.factor, by.shift), by.zero);
    vstrbq_s32(out, vmaxq_s32(vminq_s32(whole, highest), lowest));
    first += 4;
    second += 4;
    out += 4;
  }
}

}  // namespace mote::kernel
#endif
