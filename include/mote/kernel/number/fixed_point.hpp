// fixed_point.hpp - float to fixed point and back, with and without an FPU. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/bits.hpp"
#include "../../core/numeric.hpp"
#include "../../core/target.hpp"
#include "../best.hpp"
#include "clip.hpp"

namespace mote::kernel {

/// x * 2^fraction_bits to nearest, halves to even, saturated; NaN gives 0.
///
/// Sample   int8_t, int16_t, int32_t
/// Time     integers only: about 25 instructions
/// Target   bit-exact
template <class Sample>
MOTE_BIT_CONSTEXPR Sample to_fixed(float x, target::scalar) noexcept {
  constexpr int32_t bits = numeric<Sample>::fraction_bits;
  const uint32_t word = bit_cast<uint32_t>(x);
  const uint32_t size = word & 0x7fffffffu;
  const bool negative = (word >> 31) != 0;
  if (size >= 0x3f800000u) {  // 1.0
    if (size > 0x7f800000u) return 0;
    return negative ? numeric<Sample>::lowest : numeric<Sample>::highest;
  }
  const uint32_t mantissa = (size & 0x007fffffu) | 0x00800000u;
  const int32_t shift = 150 - bits - static_cast<int32_t>(size >> 23);
  uint32_t value = 0;
  if (shift <= 0) {
    value = mantissa << -shift;
  } else if (shift <= 24) {
    const uint32_t below_half = (uint32_t{1} << (shift - 1)) - 1;
    value = (mantissa + below_half + ((mantissa >> shift) & 1)) >> shift;
  }
  const uint32_t largest = static_cast<uint32_t>(numeric<Sample>::highest);
  if (negative) return static_cast<Sample>(-static_cast<int64_t>(value));
  return static_cast<Sample>(value > largest ? largest : value);
}

/// x * 2^-fraction_bits; a Q31 to nearest, halves to even.
///
/// Target   bit-exact
template <class Sample>
MOTE_BIT_CONSTEXPR float to_float(Sample x, target::scalar) noexcept {
  if constexpr (sizeof(Sample) <= 2) {
    uint32_t size = static_cast<uint32_t>(x < 0 ? -int32_t{x} : int32_t{x});
    if (size == 0) return 0;
    uint32_t exponent = 127;
    if constexpr (sizeof(Sample) == 1) size <<= 8;
    if (size < 0x100) {
      size <<= 8;
      exponent -= 8;
    }
    if (size < 0x1000) {
      size <<= 4;
      exponent -= 4;
    }
    if (size < 0x4000) {
      size <<= 2;
      exponent -= 2;
    }
    if (size < 0x8000) {
      size <<= 1;
      exponent -= 1;
    }
    const uint32_t sign = x < 0 ? 0x80000000u : 0;
    return bit_cast<float>(sign | (exponent << 23) | ((size & 0x7fffu) << 8));
  } else {
    return static_cast<float>(x) * 4.65661287e-10f;  // 2^-31
  }
}

#if MOTE_HAS_VFP
template <class Sample>
inline Sample to_fixed(float x, target::vfp) noexcept {
  constexpr float one = static_cast<float>(uint32_t{1} << numeric<Sample>::fraction_bits);
  float bits;
  __asm__("vcvtr.s32.f32 %0, %1" : "=t"(bits) : "t"(x * one));
  return clipped<Sample>(bit_cast<int32_t>(bits));
}
template <class Sample>
inline float to_float(Sample x, target::vfp) noexcept {
  float bits = bit_cast<float>(int32_t{x});
  __asm__("vcvt.f32.s32 %0, %0, %1" : "+t"(bits) : "I"(numeric<Sample>::fraction_bits));
  return bits;
}
#endif

/// The same on the FPU, if there is one.
template <class Sample>
MOTE_BIT_CONSTEXPR Sample to_fixed(float x) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return to_fixed<Sample>(x, definition{});
  return to_fixed<Sample>(x, best<float>{});
}
template <class Sample>
MOTE_BIT_CONSTEXPR float to_float(Sample x) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return to_float(x, definition{});
  return to_float(x, best<float>{});
}

}  // namespace mote::kernel
