// level_options.hpp - what a sound level meter measures: weightings and sample rate. Floor 3.
#pragma once

#include <stdint.h>

#include "../core/version.hpp"

namespace mote {

/// The frequency weightings of a sound level meter; `none` where no peak is wanted.
enum class frequency_weighting : uint8_t { a, c, z, none };

/// Fast: 125 ms. Slow: 1 s. Impulse: 35 ms, and from there a fall of 2.9 dB a second (1.5 s).
enum class time_weighting : uint8_t { fast, slow, impulse };

/// What a level_meter measures: LAF and LAeq unless something else is named.
///
/// Unit     rate: Hz; overload: parts of full scale, from which on a sample is an overload. 1 means
///          the extreme codes; of 12 bits in the upper ones 1 - 1.0 / 2048; 0 for no indication
/// Range    4000 <= rate <= 400000; frequency is a, c or z; peak is c, z or none; overload from 0
///          to 1
struct level_options {
  uint32_t rate = 48000;
  frequency_weighting frequency = frequency_weighting::a;
  time_weighting time = time_weighting::fast;
  frequency_weighting peak = frequency_weighting::none;
  double overload = 0;
};

}  // namespace mote
