// split_mve.hpp - a real signal's spectrum by halves, with Helium vectors. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "butterfly_mve.hpp"
#include "split.hpp"

#if MOTE_HAS_MVE
namespace mote::kernel::detail::fourier {

/// Four bins from both ends, as `separated` does.
template <bool Halve>
MOTE_ALWAYS_INLINE void separate_vectors(int16x8_t a, int16x8_t b, int16x8_t c, int16x8_t conjugate,
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

}  // namespace mote::kernel::detail::fourier

namespace mote::kernel::fourier {

/// On the same side of full_size as the scalar definition. The squares are cut off to units of
/// 2^15, so the true sum is less than two units longer: one value in doubt is measured exactly.
inline uint32_t split_largest(const int16_t* x, size_t size, target::mve) noexcept {
  using number = vector_points<int16_t>;
  constexpr uint32_t in_doubt = full_size - split_margin - 0x8000;
  const uint16x8_t reversed = number::backwards();
  const int16_t* low = x + 2;
  const int16_t* high = x + 2 * size - 8;
  number::largest found = number::none_yet();
  for (size_t left = size / 8; left != 0; --left, low += 8, high -= 8) {
    const int16x8_t a = number::largest_of(number::load(low)).squares;
    const int16x8_t b =
        number::largest_of(number::load(apart<const int16_t>{high, reversed})).squares;
    found = found | number::largest{vqaddq_s16(a, b)};
  }
  const uint32_t sum = found.highest() - 0x10000;
  if (size < 8 || sum == in_doubt) return split_largest(x, size, target::dsp{});
  using pair = points<int16_t, target::dsp>;
  const uint32_t ends = 2 * pair::add_square(pair::load(x), 0);
  return (sum > ends ? sum : ends) + split_margin;
}

template <bool Halve, bool Backward>
MOTE_NOINLINE void split(int16_t* x, size_t size, const int16_t* w, target::mve) noexcept {
  const uint16x8_t reversed = vector_points<int16_t>::backwards();
  const int16x8_t conjugate = vreinterpretq_s16_s32(vdupq_n_s32(static_cast<int32_t>(0xffff0001)));
  detail::fourier::split_ends<Halve, Backward>(x);
  int16_t* low = x + 2;
  int16_t* high = x + 2 * size - 8;
  for (size_t left = (size / 2 - 1) / 4; left != 0; --left, low += 8, high -= 8, w += 8) {
    const int16x8_t lower = vldrhq_s16(low);
    const int16x8_t upper = vector_points<int16_t>::load(apart<const int16_t>{high, reversed});
    int16x8_t new_lower, new_upper;
    detail::fourier::separate_vectors<Halve>(Backward ? upper : lower, Backward ? lower : upper,
                                             vldrhq_s16(w), conjugate, new_lower, new_upper);
    vstrhq_s16(low, new_lower);
    vector_points<int16_t>::store(apart<int16_t>{high, reversed}, new_upper);
  }
  detail::fourier::split_pairs<Halve, Backward>(low, high + 6, w, target::dsp{});
}

#if MOTE_HAS_MVE_FLOAT
template <bool Backward>
MOTE_NOINLINE void split(float* x, size_t size, const float* w, float scale,
                         target::mve_float) noexcept {
  using number = vector_points<float>;
  const float half = Backward ? 0.5f * scale : 0.5f;
  const auto reversed = number::backwards();
  const float conjugate_of_1[4] = {1, -1, 1, -1};
  const float32x4_t conjugate = vldrwq_f32(conjugate_of_1);
  detail::fourier::split_ends<Backward>(x, half);
  float* low = x + 2;
  float* high = x + 2 * size - 4;
  for (size_t left = (size / 2 - 1) / 2; left != 0; --left, low += 4, high -= 4, w += 4) {
    const float32x4_t lower = number::load(low);
    const float32x4_t upper = number::load(apart<float>{high, reversed});
    const float32x4_t a = Backward ? upper : lower;
    const float32x4_t b = vmulq_f32(Backward ? lower : upper, conjugate);
    const float32x4_t even = vmulq_n_f32(vaddq_f32(a, b), half);
    float32x4_t odd = vsubq_f32(a, b);
    if constexpr (Backward) odd = vmulq_n_f32(odd, scale);
    const float32x4_t turned = number::by_root(odd, number::load(w));
    number::store(low, vaddq_f32(even, turned));
    number::store(apart<float>{high, reversed}, vmulq_f32(vsubq_f32(even, turned), conjugate));
  }
  detail::fourier::split_pairs<Backward>(low, high + 2, w, half, scale, target::scalar{});
}
#endif

}  // namespace mote::kernel::fourier
#endif
