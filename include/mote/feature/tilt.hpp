// tilt.hpp - how a sensor is held: pitch and roll from gravity. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/bits.hpp"
#include "../core/block/misfit.hpp"
#include "../core/span.hpp"
#include "../core/trig.hpp"
#include "../kernel/number/cordic.hpp"
#include "../kernel/number/sqrt.hpp"

namespace mote {

/// Of a sensor at rest, see `tilt`.
template <class Angle>
struct tilt_angles {
  Angle pitch{};  // of the x axis above the horizon
  Angle roll{};   // about the x axis
};

/// Pitch and roll of an accelerometer at rest, whose axes x, y, z measure gravity alone:
/// pitch = atan2(-x, sqrt(y^2 + z^2)), roll = atan2(y, z).
///
///   mote::one_pole<int16_t> slow[3];  // gravity: what a low pass leaves of each axis
///   const auto held = mote::tilt(gravity);
///
/// Unit     float: radians; int16_t: 2^-16 of a turn, 182 a degree, and half a turn is -32768
/// Range    int16_t: every input. float: components whose squares are floats: 1e-18 to 1e18, and 0.
///          Of (0, 0, 0) both angles are 0; with x alone roll is 0
/// Time     float: two atan2 and a root; int16_t: 36 steps of additions and shifts, no division
/// Target   float within 1e-6 rad; int16_t bit-exact, within 1 unit (0.0055 degrees)
/// Source   M. Pedley, Tilt Sensing Using a Three-Axis Accelerometer, NXP AN3461, eq. 25 and 26;
///          integers: J. Volder, The CORDIC Trigonometric Computing Technique, 1959
MOTE_BIT_CONSTEXPR tilt_angles<float> tilt(span<const float, 3> gravity) noexcept {
  const float x = gravity[0], y = gravity[1], z = gravity[2];
  return {atan2(-x, sqrt(y * y + z * z)), atan2(y, z)};
}

constexpr tilt_angles<int16_t> tilt(span<const int16_t, 3> gravity) noexcept {
  constexpr int32_t top = int32_t{1} << 27;
  const auto below = [](int32_t a) { return a < top && a > -top; };
  const auto rounded = [](uint32_t angle) {
    return static_cast<int16_t>(static_cast<uint16_t>((angle + 0x8000u) >> 16));
  };
  int32_t x = gravity[0], y = gravity[1], z = gravity[2];
  kernel::vector_angle roll{0, 0};
  int lifted = 31, raised = 0;  // the powers of two by which y and z, and x, are made longer
  if (y != 0 || z != 0) {
    for (lifted = 0; below(y) && below(z); ++lifted) {
      y *= 2;
      z *= 2;
    }
    roll = kernel::angle_of(z, y);
  }
  if (x == 0) return {0, rounded(roll.angle)};
  for (; below(x); ++raised) x *= 2;
  // As much longer as the other one has become: 53961 / 2^15.
  int32_t height = ((x / 8192) * 53961) / 4;
  if (raised > lifted) height >>= raised - lifted;
  if (lifted > raised) roll.length >>= lifted - raised;
  return {rounded(kernel::angle_of(roll.length, -height).angle), rounded(roll.angle)};
}

template <
    class Block,
    traits::if_misfit<traits::becomes<Block, span<const float, 3>, span<const int16_t, 3>>> = 0>
constexpr tilt_angles<float> tilt(Block&&) noexcept {
  traits::refuse_blocks<Block>();
  return {};
}

}  // namespace mote
