// math.hpp - elementary functions for a chip: no libm, no double, no errno, no table. Floor 0.
// Bounds are in ulp, the distance of two neighbouring floats at the exact result, and were measured
// over all 2^32 inputs, with fused multiply-add over every 97th (docs/reference/core.md).
// Coefficients are minimax fits, rounded to float (tests/core/math_coefficients.py).
#pragma once

#include <stdint.h>

#include "bits.hpp"
#include "target.hpp"

namespace mote {

namespace detail::core {
inline constexpr uint32_t float_infinity = 0x7f800000u;
inline constexpr uint32_t float_nan = 0x7fc00000u;

MOTE_BIT_CONSTEXPR float as_float(uint32_t bits) noexcept { return bit_cast<float>(bits); }

/// 2^n for n in [-126, 127].
MOTE_BIT_CONSTEXPR float power_of_2(int32_t n) noexcept {
  return as_float(static_cast<uint32_t>(n + 127) << 23);
}

/// x * 2^n for x in [0.5, 2), n in [-151, 128]; subnormal results are rounded once.
MOTE_BIT_CONSTEXPR float scale(float x, int32_t n) noexcept {
  if (n > 127) return x * power_of_2(n - 1) * 2.0f;
  if (n < -125) return x * power_of_2(n + 100) * power_of_2(-100);
  return x * power_of_2(n);
}

constexpr int32_t round_to_int(float x) noexcept {
  return static_cast<int32_t>(x < 0 ? x - 0.5f : x + 0.5f);
}

/// exp and exp2 where the answer is known from |x| alone: too large, too small, or NaN.
MOTE_BIT_CONSTEXPR float exp_outside(float x) noexcept {
  const uint32_t bits = bit_cast<uint32_t>(x);
  if ((bits & 0x7fffffffu) > float_infinity) return x;
  return (bits >> 31) != 0 ? 0.0f : as_float(float_infinity);
}
}  // namespace detail::core

/// 2^-x in integers, for x >= 0: a weight that decays by halves.
///
/// Sample   x unsigned Q16.16; the result is Q15 with 32768 = 1.0
/// Range    every x; 0 from x = 16.0 on. Never rises when x rises.
/// Time     four 16 x 16 bit products; 32-bit arithmetic, no division
/// Target   bit-exact; within 0.66 of the last bit, over all inputs
/// Source   minimax fit of degree 4 on [0, 1), coefficients Q16 to Q20
constexpr uint16_t exp2_q15(uint32_t x) noexcept {
  const uint32_t whole = x >> 16;
  const uint32_t f = x & 0xffffu;
  if (whole > 15) return 0;
  uint32_t slope = 55984 - ((f * 7242) >> 16);
  slope = 62802 - ((f * slope) >> 18);
  slope = 50616 - ((f * slope) >> 16);
  const uint32_t power = 0x80000000u - (f << 14) - ((f * slope) >> 3);  // 2^-f, Q31
  return static_cast<uint16_t>((power + (uint32_t{1} << (15 + whole))) >> (16 + whole));
}

/// 2^x.
///
/// Range    every x: infinity from 128 on, subnormal below -126, 0 below -150; NaN gives NaN
/// Target   within 1.3 ulp
MOTE_BIT_CONSTEXPR float exp2(float x) noexcept {
  const uint32_t magnitude = bit_cast<uint32_t>(x) & 0x7fffffffu;
  if (magnitude > 0x43170000u || x >= 128.0f) return detail::core::exp_outside(x);  // |x| > 151
  const int32_t n = detail::core::round_to_int(x);
  const float r = x - static_cast<float>(n);
  const float slope =
      0.693147182f +
      r * (0.240226477f +
           r * (0.0555033237f + r * (0.00961843785f + r * (0.00133989006f + r * 0.000153533416f))));
  return detail::core::scale(1.0f + r * slope, n);
}

/// e^x.
///
/// Range    every x: infinity above 88.72, subnormal below -87.3, 0 below -103.97; NaN gives NaN
/// Target   within 1 ulp
MOTE_BIT_CONSTEXPR float exp(float x) noexcept {
  const uint32_t magnitude = bit_cast<uint32_t>(x) & 0x7fffffffu;
  if (magnitude > 0x42d00000u || x > 88.7228394f) return detail::core::exp_outside(x);  // |x| > 104
  const int32_t n = detail::core::round_to_int(x * 1.44269502f);
  const float whole = static_cast<float>(n);
  const float r = (x - whole * 0.693145752f) - whole * 1.42860677e-6f;  // ln 2 in two parts
  const float curve =
      0.49999994f +
      r * (0.166665211f + r * (0.041668389f + r * (0.00836873148f + r * 0.00138145685f)));
  return detail::core::scale(1.0f + (r + r * r * curve), n);
}

namespace detail::core {
/// x = 2^exponent * (1 + f), with 1 + f in [sqrt 1/2, sqrt 2), and log(1 + f) = f + bend.
struct split_log {
  float exponent, f, bend;
};

/// For finite x > 0.
MOTE_BIT_CONSTEXPR split_log split(float x) noexcept {
  constexpr int32_t sqrt_half = 0x3f3504f3;
  int32_t bits = bit_cast<int32_t>(x);
  const int32_t subnormal = bits < 0x00800000 ? 23 : 0;
  if (subnormal != 0) bits = bit_cast<int32_t>(x * 8388608.0f);
  const int32_t exponent = (bits - sqrt_half) >> 23;
  const float f = bit_cast<float>(bits - exponent * 0x00800000) - 1.0f;
  const float tail =
      0.333333105f +
      f * (-0.249999866f +
           f * (0.20002231f +
                f * (-0.166692629f +
                     f * (0.142185763f +
                          f * (-0.12384069f +
                               f * (0.118733637f + f * (-0.117917202f + f * 0.0691676438f)))))));
  const float square = f * f;
  return {static_cast<float>(exponent - subnormal), f, square * (f * tail) - 0.5f * square};
}

/// log of what `split` does not take: 0, negative numbers, infinity and NaN.
MOTE_BIT_CONSTEXPR float log_outside(float x) noexcept {
  const uint32_t bits = bit_cast<uint32_t>(x);
  if ((bits << 1) == 0) return as_float(float_infinity | 0x80000000u);
  if (bits == float_infinity || (bits & 0x7fffffffu) > float_infinity) return x;
  return as_float(float_nan);
}
MOTE_BIT_CONSTEXPR bool log_inside(float x) noexcept {
  return bit_cast<uint32_t>(x) - 1u < float_infinity - 1u;
}
}  // namespace detail::core

/// Natural logarithm.
///
/// Range    every x, subnormals too: log(0) = -infinity, NaN below 0
/// Target   within 1 ulp
MOTE_BIT_CONSTEXPR float log(float x) noexcept {
  if (!detail::core::log_inside(x)) return detail::core::log_outside(x);
  const detail::core::split_log s = detail::core::split(x);
  return s.exponent * 0.693145752f + (s.f + (s.exponent * 1.42860677e-6f + s.bend));
}

/// Logarithm to base 2; exact at powers of 2.
///
/// Range    every x, subnormals too: log2(0) = -infinity, NaN below 0
/// Target   within 1.4 ulp
MOTE_BIT_CONSTEXPR float log2(float x) noexcept {
  if (!detail::core::log_inside(x)) return detail::core::log_outside(x);
  const detail::core::split_log s = detail::core::split(x);
  return s.exponent + (s.f + (s.f * 0.442695041f + s.bend * 1.44269502f));
}

/// Hyperbolic tangent.
///
/// Range    every x; 1 from 9.02 on; NaN gives NaN
/// Target   within 1.5 ulp
MOTE_BIT_CONSTEXPR float tanh(float x) noexcept {
  const uint32_t bits = bit_cast<uint32_t>(x);
  const float size = detail::core::as_float(bits & 0x7fffffffu);
  float result = 1.0f;
  if (size < 0.625f) {
    const float z = size * size;
    const float curve =
        -0.333332837f +
        z * (0.133314908f + z * (-0.0537434965f + z * (0.020650588f + z * -0.00571704516f)));
    result = size + size * z * curve;
  } else if (!(size > 9.02f)) {
    result = 1.0f - 2.0f / (exp(2.0f * size) + 1.0f);
  }
  return (bits >> 31) != 0 ? -result : result;
}

/// 1 / (1 + e^-x).
///
/// Range    every x, never outside [0, 1]; NaN gives NaN
/// Target   within 2.5 ulp
MOTE_BIT_CONSTEXPR float sigmoid(float x) noexcept {
  const float e = exp(x < 0 ? x : -x);
  return (x < 0 ? e : 1.0f) / (1.0f + e);
}

}  // namespace mote
