// fixed_point_block.hpp - blocks of float to int16_t and back. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../best.hpp"
#include "../number/fixed_point.hpp"

#if MOTE_HAS_MVE_FLOAT
#include <arm_mve.h>
#endif

namespace mote::kernel {

namespace detail::row {
/// One after another; by four where there are registers for them.
template <class Tag>
MOTE_BIT_CONSTEXPR void each_to_float(const int16_t* in, float* out, size_t count,
                                      Tag tag) noexcept {
  if constexpr (target::float_registers) {
    for (; count >= 4; count -= 4, in += 4, out += 4) {
      out[0] = to_float(in[0], tag);
      out[1] = to_float(in[1], tag);
      out[2] = to_float(in[2], tag);
      out[3] = to_float(in[3], tag);
    }
  }
  for (; count > 0; --count) *out++ = to_float(*in++, tag);
}
template <class Tag>
MOTE_BIT_CONSTEXPR void each_to_fixed(const float* in, int16_t* out, size_t count,
                                      Tag tag) noexcept {
  if constexpr (target::float_registers) {
    for (; count >= 4; count -= 4, in += 4, out += 4) {
      out[0] = to_fixed<int16_t>(in[0], tag);
      out[1] = to_fixed<int16_t>(in[1], tag);
      out[2] = to_fixed<int16_t>(in[2], tag);
      out[3] = to_fixed<int16_t>(in[3], tag);
    }
  }
  for (; count > 0; --count) *out++ = to_fixed<int16_t>(*in++, tag);
}
}  // namespace detail::row

/// to_float and to_fixed of `count` samples.
MOTE_BIT_CONSTEXPR void to_float(const int16_t* in, float* out, size_t count,
                                 target::scalar tag) noexcept {
  detail::row::each_to_float(in, out, count, tag);
}
MOTE_BIT_CONSTEXPR void to_fixed(const float* in, int16_t* out, size_t count,
                                 target::scalar tag) noexcept {
  detail::row::each_to_fixed(in, out, count, tag);
}

#if MOTE_HAS_VFP && !MOTE_HAS_DSP
inline void to_float(const int16_t* in, float* out, size_t count, target::vfp tag) noexcept {
  detail::row::each_to_float(in, out, count, tag);
}
inline void to_fixed(const float* in, int16_t* out, size_t count, target::vfp tag) noexcept {
  detail::row::each_to_fixed(in, out, count, tag);
}
#elif MOTE_HAS_VFP
// Four at a time, for GCC 12 moves them one by one: loads of pairs, two registers a move, one
// store.
inline void to_float(const int16_t* in, float* out, size_t count, target::vfp tag) noexcept {
  for (size_t fours = count / 4; fours != 0; --fours) {
    int32_t a, b, c, d;
    __asm__ volatile(
        "ldr %[a], [%[in]], #4\n\t"
        "ldr %[c], [%[in]], #4\n\t"
        "asr %[b], %[a], #16\n\t"
        "asr %[d], %[c], #16\n\t"
        "vmov s0, s1, %[a], %[b]\n\t"
        "vmov s2, s3, %[c], %[d]\n\t"
        "vcvt.f32.s16 s0, s0, #15\n\t"
        "vcvt.f32.s16 s1, s1, #15\n\t"
        "vcvt.f32.s16 s2, s2, #15\n\t"
        "vcvt.f32.s16 s3, s3, #15\n\t"
        "vstmia %[out]!, {s0-s3}"
        : [in] "+r"(in), [out] "+r"(out), [a] "=&r"(a), [b] "=&r"(b), [c] "=&r"(c), [d] "=&r"(d)
        :
        : "s0", "s1", "s2", "s3", "memory");
  }
  detail::row::each_to_float(in, out, count % 4, tag);
}
inline void to_fixed(const float* in, int16_t* out, size_t count, target::vfp tag) noexcept {
  const float one = 32768.0f;
  for (size_t fours = count / 4; fours != 0; --fours) {
    int32_t a, b, c, d;
    __asm__ volatile(
        "vldmia %[in]!, {s0-s3}\n\t"
        "vmul.f32 s0, s0, %[one]\n\t"
        "vmul.f32 s1, s1, %[one]\n\t"
        "vmul.f32 s2, s2, %[one]\n\t"
        "vmul.f32 s3, s3, %[one]\n\t"
        "vcvtr.s32.f32 s0, s0\n\t"
        "vcvtr.s32.f32 s1, s1\n\t"
        "vcvtr.s32.f32 s2, s2\n\t"
        "vcvtr.s32.f32 s3, s3\n\t"
        "vmov %[a], %[b], s0, s1\n\t"
        "vmov %[c], %[d], s2, s3\n\t"
        "ssat %[a], #16, %[a]\n\t"
        "ssat %[b], #16, %[b]\n\t"
        "ssat %[c], #16, %[c]\n\t"
        "ssat %[d], #16, %[d]\n\t"
        "pkhbt %[a], %[a], %[b], lsl #16\n\t"
        "pkhbt %[c], %[c], %[d], lsl #16\n\t"
        "str %[a], [%[out]], #4\n\t"
        "str %[c], [%[out]], #4"
        : [in] "+r"(in), [out] "+r"(out), [a] "=&r"(a), [b] "=&r"(b), [c] "=&r"(c), [d] "=&r"(d)
        : [one] "t"(one)
        : "s0", "s1", "s2", "s3", "memory");
  }
  detail::row::each_to_fixed(in, out, count % 4, tag);
}
#endif

#if MOTE_HAS_MVE_FLOAT
namespace detail::row {
inline int16x8_t fixed(float32x4_t x) noexcept {
  return vqmovnbq_s32(vdupq_n_s16(0), vcvtnq_s32_f32(vmulq_n_f32(x, 32768.0f)));
}
}  // namespace detail::row

inline void to_float(const int16_t* in, float* out, size_t count, target::mve_float) noexcept {
  for (; count >= 4; count -= 4, in += 4, out += 4) {
    vstrwq_f32(out, vcvtq_n_f32_s32(vldrhq_s32(in), 15));
  }
  const mve_pred16_t rest = vctp32q(static_cast<uint32_t>(count));
  vstrwq_p_f32(out, vcvtq_n_f32_s32(vldrhq_z_s32(in, rest), 15), rest);
}
inline void to_fixed(const float* in, int16_t* out, size_t count, target::mve_float) noexcept {
  for (; count >= 4; count -= 4, in += 4, out += 4) {
    vstrhq_s32(out, vreinterpretq_s32_s16(detail::row::fixed(vldrwq_f32(in))));
  }
  const mve_pred16_t rest = vctp32q(static_cast<uint32_t>(count));
  vstrhq_p_s32(out, vreinterpretq_s32_s16(detail::row::fixed(vldrwq_z_f32(in, rest))), rest);
}
#endif

MOTE_BIT_CONSTEXPR void to_float(const int16_t* in, float* out, size_t count) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return to_float(in, out, count, definition{});
  return to_float(in, out, count, best<float>{});
}
MOTE_BIT_CONSTEXPR void to_fixed(const float* in, int16_t* out, size_t count) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return to_fixed(in, out, count, definition{});
  return to_fixed(in, out, count, best<float>{});
}

}  // namespace mote::kernel
