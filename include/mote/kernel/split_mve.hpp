// split_mve.hpp - a real signal's spectrum from that of half the length, with Helium. Floor 1.
#pragma once

#include "butterfly_mve.hpp"
#include "split.hpp"

#if MOTE_HAS_MVE
namespace mote::kernel::fourier {

namespace detail {

/// Offsets of four numbers from the last one on.
MOTE_ALWAYS_INLINE uint16x8_t backwards() noexcept {
  return veorq_u16(vidupq_n_u16(0, 1), vdupq_n_u16(6));
}

MOTE_ALWAYS_INLINE uint32x4_t squares(int16x8_t x) noexcept {
  return vreinterpretq_u32_s32(vaddq_s32(vmullbq_int_s16(x, x), vmulltq_int_s16(x, x)));
}

/// Four bins from both ends, as `part` does.
template <bool Halve>
MOTE_ALWAYS_INLINE void part_vectors(int16x8_t a, int16x8_t b, int16x8_t c, int16x8_t conjugate,
                                     int16x8_t& low, int16x8_t& high) noexcept {
  constexpr int shift = Halve ? 16 : 15;
  int32x4_t re = vsubq_s32(vmullbq_int_s16(a, c), vmulltq_int_s16(a, c));
  re = vsubq_s32(re, vmullbq_int_s16(b, c));
  re = vsubq_s32(re, vmulltq_int_s16(b, c));
  const int16x8_t swapped = vrev32q_s16(c);
  int32x4_t im = vaddq_s32(vmullbq_int_s16(a, swapped), vmulltq_int_s16(a, swapped));
  im = vsubq_s32(im, vmullbq_int_s16(b, swapped));
  im = vaddq_s32(im, vmulltq_int_s16(b, swapped));
  const int16x8_t t = vrshrntq_n_s32(vrshrnbq_n_s32(c, re, shift), im, shift);
  b = vmulq_s16(b, conjugate);
  if constexpr (Halve) {
    a = vhaddq_n_s16(a, 1);
    b = vhaddq_n_s16(b, 1);
  }
  low = vaddq_s16(b, t);
  high = vmulq_s16(vsubq_s16(a, t), conjugate);
}

}  // namespace detail

inline uint32_t split_level(const int16_t* x, size_t size, target::mve) noexcept {
  if (size < 8) return split_level(x, size, target::dsp{});
  const uint16x8_t reversed = detail::backwards();
  const int16_t* low = x + 2;
  const int16_t* high = x + 2 * size - 8;
  using number = points<int16_t, target::dsp>;
  const uint32_t ends = 2 * number::add_square(number::load(x), 0);
  uint32x4_t found = vdupq_n_u32(ends);
  for (size_t left = size / 8; left != 0; --left, low += 8, high -= 8) {
    const int16x8_t b = detail::gathered::load_at(high, reversed);
    found = vmaxq_u32(found, vaddq_u32(detail::squares(vldrhq_s16(low)), detail::squares(b)));
  }
  return vmaxvq_u32(0, found) + split_margin;
}

template <bool Halve, bool Backward>
MOTE_NOINLINE void split(int16_t* x, size_t size, const int16_t* w, target::mve) noexcept {
  const uint16x8_t reversed = detail::backwards();
  const int16x8_t conjugate = vreinterpretq_s16_s32(vdupq_n_s32(static_cast<int32_t>(0xffff0001)));
  detail::split_ends<Halve, Backward>(x);
  int16_t* low = x + 2;
  int16_t* high = x + 2 * size - 8;
  for (size_t left = (size / 2 - 1) / 4; left != 0; --left, low += 8, high -= 8, w += 8) {
    const int16x8_t lower = vldrhq_s16(low);
    const int16x8_t upper = detail::gathered::load_at(high, reversed);
    int16x8_t new_lower, new_upper;
    detail::part_vectors<Halve>(Backward ? upper : lower, Backward ? lower : upper, vldrhq_s16(w),
                                conjugate, new_lower, new_upper);
    vstrhq_s16(low, new_lower);
    detail::gathered::store_at(high, reversed, new_upper);
  }
  detail::split_pairs<Halve, Backward>(low, high + 6, w, target::dsp{});
}

}  // namespace mote::kernel::fourier
#endif
