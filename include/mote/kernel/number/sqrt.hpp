// sqrt.hpp - the square root of a float. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/bits.hpp"
#include "../../core/target.hpp"
#include "../best.hpp"

namespace mote {

namespace kernel {

/// Square root digit by digit: 24 bits and a rounding bit; a tie cannot occur.
MOTE_BIT_CONSTEXPR float sqrt(float x, target::scalar) noexcept {
  constexpr uint32_t infinity = 0x7f800000u, nan = 0x7fc00000u;
  uint32_t bits = bit_cast<uint32_t>(x);
  if ((bits << 1) == 0 || bits == infinity || (bits & 0x7fffffffu) > infinity) return x;
  if ((bits >> 31) != 0) return bit_cast<float>(nan);
  int32_t exponent = static_cast<int32_t>(bits >> 23) - 127;
  if (exponent == -127) {  // subnormal
    for (++exponent; (bits & 0x00800000u) == 0; --exponent) bits <<= 1;
  }
  uint32_t rest_of_x = ((bits & 0x007fffffu) | 0x00800000u) << (exponent % 2 != 0 ? 2 : 1);
  uint32_t root = 0;
  uint32_t rest = 0;
  for (int digit = 0; digit < 25; ++digit) {
    rest = (rest << 2) | ((rest_of_x >> 24) & 3u);
    rest_of_x <<= 2;
    const uint32_t trial = (root << 2) | 1u;
    root <<= 1;
    if (rest >= trial) {
      rest -= trial;
      root |= 1u;
    }
  }
  const uint32_t half_exponent = static_cast<uint32_t>((exponent >> 1) + 126);
  return bit_cast<float>((half_exponent << 23) + (root >> 1) + (root & 1u));
}

#if MOTE_HAS_VFP
inline float sqrt(float x, target::vfp) noexcept {
  float root;
  __asm__("vsqrt.f32 %0, %1" : "=t"(root) : "t"(x));
  return root;
}
#endif

}  // namespace kernel

/// Square root, correctly rounded.
///
/// Range    every x, subnormals too; NaN below 0
/// Time     one instruction on an Arm FPU; elsewhere 25 steps in integers
/// Target   bit-exact
MOTE_BIT_CONSTEXPR float sqrt(float x) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return kernel::sqrt(x, kernel::definition{});
  return kernel::sqrt(x, kernel::best<float>{});
}

}  // namespace mote
