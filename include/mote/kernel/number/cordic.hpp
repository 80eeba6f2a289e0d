// cordic.hpp - the angle of a vector of integers, without a division. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"

namespace mote::kernel {

namespace detail::number {
/// atan(2^-i) in 2^-32 of a turn.
inline constexpr array<uint32_t, 18> angle_of_step{
    536870912u, 316933406u, 167458907u, 85004756u, 42667331u, 21354465u,
    10679838u,  5340245u,   2670163u,   1335087u,  667544u,   333772u,
    166886u,    83443u,     41722u,     20861u,    10430u,    5215u};
}  // namespace detail::number

/// A vector by its direction.
struct vector_angle {
  uint32_t angle;  // in 2^-32 of a turn, from the x axis towards the y axis
  int32_t length;  // 1.646760 times that of the vector
};

/// The angle of (x, y), by 18 turns that are shifts: CORDIC.
///
/// Range    |x|, |y| <= 2^29; of (0, 0) the angle means nothing
/// Time     18 steps of two shifts and three additions
/// Target   bit-exact; of a vector of 2^20 or more within 2^-18 of a turn
/// Source   J. Volder, The CORDIC Trigonometric Computing Technique, 1959
constexpr vector_angle angle_of(int32_t x, int32_t y) noexcept {
  uint32_t angle = 0;
  if (x < 0) {
    x = -x;
    y = -y;
    angle = 0x80000000u;
  }
  for (int i = 0; i < 18; ++i) {
    const int32_t dx = x >> i, dy = y >> i;
    if (y >= 0) {
      x += dy;
      y -= dx;
      angle += detail::number::angle_of_step[static_cast<size_t>(i)];
    } else {
      x -= dy;
      y += dx;
      angle -= detail::number::angle_of_step[static_cast<size_t>(i)];
    }
  }
  return {angle, x};
}

}  // namespace mote::kernel
