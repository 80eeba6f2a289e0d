// The sound level meter in float, and levels as float.
#include "mote/mote.hpp"

#if defined(__AVR__)
inline constexpr auto weighting = mote::frequency_weighting::z;
#else
inline constexpr auto weighting = mote::frequency_weighting::a;
#endif
inline constexpr auto slow = [] {
  mote::level_options o;
  o.rate = 16000;
  o.frequency = weighting;
  o.time = mote::time_weighting::slow;
  o.peak = mote::frequency_weighting::z;
  return o;
}();
using meter = mote::level_meter<float, slow, mote::half_decibel_histogram>;

float level(meter& now, mote::span<const float> samples, float tone);
float level(meter& now, mote::span<const float> samples, float tone) {
  now.add(samples);
  now.calibrate(tone);
  now.reset(mote::decibels{tone}, samples[0]);
  return (now.level() + now.leq() + now.peak() + now.percentile(10)).value();
}
