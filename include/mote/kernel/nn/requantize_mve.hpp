// requantize_mve.hpp - four sums at once with Helium vectors: Cortex-M52, M55, M85. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/numeric.hpp"
#include "../../core/target.hpp"

#if MOTE_HAS_MVE
#include <arm_mve.h>

namespace mote::kernel {

namespace detail::nn {
MOTE_ALWAYS_INLINE void store(int8_t* p, int32x4_t lanes) noexcept { vstrbq_s32(p, lanes); }
MOTE_ALWAYS_INLINE void store(int16_t* p, int32x4_t lanes) noexcept { vstrhq_s32(p, lanes); }
MOTE_ALWAYS_INLINE void store(int8_t* p, int32x4_t lanes, mve_pred16_t some) noexcept {
  vstrbq_p_s32(p, lanes, some);
}
MOTE_ALWAYS_INLINE void store(int16_t* p, int32x4_t lanes, mve_pred16_t some) noexcept {
  vstrhq_p_s32(p, lanes, some);
}
template <int32_t Zero>
MOTE_ALWAYS_INLINE int32x4_t rounded(int32x4_t sums, int32x4_t factors,
                                     uint32x4_t shifts) noexcept {
  const int32x4_t high = vqrdmulhq_s32(sums, factors);
  const int32x4_t down = vaddq_s32(high, vshrq_n_s32(high, 31));
  const int32x4_t whole = vrshlq_s32(down, vnegq_s32(vreinterpretq_s32_u32(shifts)));
  return Zero == 0 ? whole : vaddq_n_s32(whole, Zero);
}
}  // namespace detail::nn

/// No part of the caller: GCC 12 takes what an intrinsic loads or stores for one number of it.
template <size_t Count, int32_t Zero, int32_t Lowest, class Out>
MOTE_NOINLINE inline void requantize(const int32_t* sums, const int32_t* factors,
                                     const uint8_t* shifts, Out* out, target::mve) noexcept {
  const int32x4_t highest = vdupq_n_s32(numeric<Out>::highest), lowest = vdupq_n_s32(Lowest);
  for (size_t n = Count / 4; n != 0; --n) {
    const int32x4_t whole =
        detail::nn::rounded<Zero>(vldrwq_s32(sums), vldrwq_s32(factors), vldrbq_u32(shifts));
    detail::nn::store(out, vmaxq_s32(vminq_s32(whole, highest), lowest));
    sums += 4;
    factors += 4;
    shifts += 4;
    out += 4;
  }
  if constexpr (Count % 4 != 0) {
    const mve_pred16_t some = vctp32q(Count % 4);
    const int32x4_t whole = detail::nn::rounded<Zero>(
        vldrwq_z_s32(sums, some), vldrwq_z_s32(factors, some), vldrbq_z_u32(shifts, some));
    detail::nn::store(out, vmaxq_s32(vminq_s32(whole, highest), lowest), some);
  }
}

}  // namespace mote::kernel
#endif
