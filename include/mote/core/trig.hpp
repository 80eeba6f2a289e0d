// trig.hpp - sine, cosine and atan2 for a chip, at every angle: no libm, no double. Floor 0.
// The angle is reduced in integers against 2/pi, so that a large angle is as exact as a small one.
#pragma once

#include <stdint.h>

#include "array.hpp"
#include "bits.hpp"

namespace mote {

namespace detail::core {
/// The bits of 2/pi, after 32 bits of zero.
inline constexpr array<uint32_t, 8> two_over_pi{0x00000000u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u,
                                                0xf534ddc0u, 0xdb629599u, 0x3c439041u, 0xfe5163abu};

/// 32 of these bits, from bit 32 * word + shift on, for word <= 6.
constexpr uint64_t two_over_pi_at(size_t word, uint32_t shift) noexcept {
  const uint64_t pair = (uint64_t{two_over_pi[word]} << 32) | two_over_pi[word + 1];
  return (pair << shift) >> 32;
}

/// |x| = rest + quadrant * pi/2, with |rest| <= pi/4; quadrant modulo 4.
struct reduced_angle {
  float rest;
  uint32_t quadrant;
};

/// For finite |x| > pi/4, given as bits. |x| = m * 2^e; 96 bits of 2/pi from weight 2^(1 - e) down
/// decide the quadrant and 62 bits below it: higher ones are whole turns, lower ones too small.
MOTE_BIT_CONSTEXPR reduced_angle reduce_angle(uint32_t bits) noexcept {
  const uint64_t m = (bits & 0x007fffffu) | 0x00800000u;
  const uint32_t at = (bits >> 23) - 120;  // bit of the table: e + 30
  const size_t word = static_cast<size_t>(at / 32);
  const uint32_t shift = at % 32;
  const uint64_t quarters = ((m * two_over_pi_at(word, shift)) << 32) +
                            m * two_over_pi_at(word + 1, shift) +
                            ((m * two_over_pi_at(word + 2, shift)) >> 32);

  const uint64_t quadrant = (quarters + (uint64_t{1} << 61)) >> 62;  // 62 bits below the point
  const uint64_t difference = quarters - (quadrant << 62);
  const bool negative = (difference >> 63) != 0;
  uint64_t size = negative ? ~difference + 1 : difference;
  int32_t exponent = -29;
  for (; (size >> 63) == 0 && exponent > -93; --exponent) size <<= 1;
  const uint32_t angle = static_cast<uint32_t>(((size >> 32) * 0xc90fdaa2u) >> 32);  // times pi/2
  const float rest =
      static_cast<float>(angle) * bit_cast<float>(static_cast<uint32_t>(exponent + 127) << 23);
  return {negative ? -rest : rest, static_cast<uint32_t>(quadrant)};
}

/// For |r| <= pi/4.
constexpr float sin_near_0(float r) noexcept {
  const float z = r * r;
  return r +
         r * z *
             (-0.166666672f + z * (0.00833332911f + z * (-0.000198393333f + z * 2.71830231e-06f)));
}
constexpr float cos_near_0(float r) noexcept {
  const float z = r * r;
  const float curve =
      0.0416666679f + z * (-0.00138888834f + z * (2.47995195e-05f + z * -2.72101516e-07f));
  return 1.0f + (z * z * curve - 0.5f * z);
}

/// sin(x + turn * pi/2) for x >= 0 given as bits; NaN for infinity and NaN.
MOTE_BIT_CONSTEXPR float sin_of(uint32_t bits, uint32_t turn) noexcept {
  if (bits >= 0x7f800000u) return bit_cast<float>(0x7fc00000u);
  reduced_angle angle{bit_cast<float>(bits), 0};
  if (bits > 0x3f490fdau) angle = reduce_angle(bits);  // pi/4
  const uint32_t quadrant = angle.quadrant + turn;
  const float value = (quadrant & 1u) != 0 ? cos_near_0(angle.rest) : sin_near_0(angle.rest);
  return (quadrant & 2u) != 0 ? -value : value;
}

/// For |t| <= tan(pi/8).
constexpr float atan_near_0(float t) noexcept {
  const float z = t * t;
  return t + t * z * (-0.333329558f + z * (0.199778974f + z * (-0.138795123f + z * 0.0805913433f)));
}
}  // namespace detail::core

/// Sine.
///
/// Unit     x in radians
/// Range    every finite x; NaN for infinities and NaN
/// Time     up to pi/4 ten operations; above, four 32 x 32 bit products more, whatever the angle
/// Target   within 1.6 ulp
/// Source   M. Payne, R. Hanek, Radian reduction for trigonometric functions, SIGNUM 18, 1983
MOTE_BIT_CONSTEXPR float sin(float x) noexcept {
  const uint32_t bits = bit_cast<uint32_t>(x);
  const float result = detail::core::sin_of(bits & 0x7fffffffu, 0);
  return (bits >> 31) != 0 ? -result : result;
}

/// Cosine: unit, range, time and bound as `sin`.
MOTE_BIT_CONSTEXPR float cos(float x) noexcept {
  return detail::core::sin_of(bit_cast<uint32_t>(x) & 0x7fffffffu, 1);
}

/// The angle of the vector (x, y), from the x axis.
///
/// Unit     radians, -pi to pi
/// Range    every finite x and y; of (0, 0) it is 0
/// Time     a division where |y| < 0.41 |x| or the reverse, else two; ten operations
/// Target   within 3 ulp
constexpr float atan2(float y, float x) noexcept {
  const float rise = y < 0 ? -y : y, run = x < 0 ? -x : x;
  const bool steep = rise > run;
  const float low = steep ? run : rise, high = steep ? rise : run;
  if (high == 0) return 0;
  float angle = 0;
  if (low > 0.414213562f * high) {
    angle = 0.785398163f + detail::core::atan_near_0((low - high) / (low + high));
  } else {
    angle = detail::core::atan_near_0(low / high);
  }
  if (steep) angle = 1.57079633f - angle;
  if (x < 0) angle = 3.14159265f - angle;
  return y < 0 ? -angle : angle;
}

}  // namespace mote
