// motion_set.hpp - names of the features of motion, and all of them in their usual order. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"

namespace mote::motion {

/// What a statistic is taken of. The axes go through a median of 3 before all else; a jerk is the
/// difference of neighbours in a series, one value less than it.
enum class series : uint8_t {
  x,
  y,
  z,
  l1,                 // |x| + |y| + |z|
  magnitude_squared,  // x^2 + y^2 + z^2, 2^31 - 1 at most
  x_jerk,
  y_jerk,
  z_jerk,
  l1_jerk,
  magnitude_squared_jerk,
};
inline constexpr size_t series_count = 10;

/// What is taken of a series of n values; ranks are places in the sorted series, from 0.
enum class statistic : uint8_t {
  mean,  // to the nearest, halves up
  max,
  min,
  median,   // rank n / 2, rounded down
  q25,      // rank n / 4
  q75,      // rank 3 n / 4
  iqr,      // q75 - q25
  energy,   // root of the mean square
  std,      // root of the mean squared distance from the mean
  entropy,  // of 16 equal bins from min to max: nats in 2^-12
};
inline constexpr size_t statistic_count = 10;

/// One number of a row of features.
struct feature {
  motion::series series;
  motion::statistic statistic;
};

}  // namespace mote::motion

namespace mote::detail::feature {
constexpr array<motion::feature, 92> all_of_motion() noexcept {
  using s = motion::statistic;
  const s of_axis[10] = {s::mean, s::max, s::min,    s::median, s::q25,
                         s::q75,  s::iqr, s::energy, s::std,    s::entropy};
  const s of_norm[8] = {s::mean, s::min, s::max, s::median, s::iqr, s::energy, s::std, s::entropy};
  array<motion::feature, 92> all{};
  motion::feature* to = all.data();
  for (uint8_t i = 0; i < motion::series_count; ++i) {
    const motion::series of = static_cast<motion::series>(i);
    if (i % 5 < 3) {
      for (const s what : of_axis) *to++ = {of, what};
    } else {
      for (const s what : of_norm) *to++ = {of, what};
    }
  }
  return all;
}
}  // namespace mote::detail::feature

namespace mote::motion {

/// The 92 features of Elsts and McConville, in the order of emlearn-micropython: ten statistics of
/// x, y and z, eight of l1 and of magnitude_squared (no q25, no q75), and the same of the jerks.
/// Source   A. Elsts, R. McConville, Are Microcontrollers Ready for Deep Learning-Based Human
///          Activity Recognition?, Electronics 10(21), 2640, 2021
inline constexpr array<feature, 92> all = mote::detail::feature::all_of_motion();

}  // namespace mote::motion
