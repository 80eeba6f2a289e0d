// What integer code may call of the sound level meter: no float, no 64-bit division.
#include "mote/mote.hpp"

using mote::frequency_weighting;
using mote::time_weighting;

constexpr mote::level_options options(uint32_t rate, frequency_weighting frequency,
                                      time_weighting time, frequency_weighting peak) {
  mote::level_options o;
  o.rate = rate;
  o.frequency = frequency;
  o.time = time;
  o.peak = peak;
  return o;
}

#if defined(__AVR__)  // its compiler has 24 bits for the design of a weighting
inline constexpr auto quiet =
    options(8000, frequency_weighting::z, time_weighting::fast, frequency_weighting::z);
using street = mote::level_meter<int16_t, quiet, mote::level_histogram<-90, 50, 200>>;
#else
inline constexpr auto loud =
    options(16000, frequency_weighting::a, time_weighting::fast, frequency_weighting::c);
inline constexpr auto sudden =
    options(48000, frequency_weighting::c, time_weighting::impulse, frequency_weighting::z);
using street = mote::level_meter<int16_t, loud, mote::half_decibel_histogram>;
using studio = mote::level_meter<int32_t, sudden>;

mote::decibels loudest(studio& meter, mote::span<const int32_t> samples);
mote::decibels loudest(studio& meter, mote::span<const int32_t> samples) {
  meter.add(samples);
  return meter.max();
}
#endif

void measure(street& meter, mote::span<const int16_t> samples, int32_t (&hundredths)[7]);
void measure(street& meter, mote::span<const int16_t> samples, int32_t (&hundredths)[7]) {
  meter.add(samples);
  meter.add(samples[0]);
  const mote::decibels readings[] = {meter.level(), meter.leq(),  meter.exposure(),    meter.max(),
                                     meter.min(),   meter.peak(), meter.percentile(90)};
  for (int i = 0; i < 7; ++i) hundredths[i] = readings[i].hundredths();
  meter.restart();
}

void calibrate(street& meter);
void calibrate(street& meter) {
  meter.calibrate(mote::decibels::of_hundredths(9400));
  meter.reset();
  meter.set_full_scale(mote::full_scale_of_dbfs(-26));
}

constexpr mote::level_options with_overload(mote::level_options o) {
  o.overload = 1;
  return o;
}
inline constexpr auto watched = with_overload(
    options(8000, frequency_weighting::z, time_weighting::fast, frequency_weighting::none));
using watcher = mote::level_meter<uint16_t, watched>;
bool trusted(watcher& meter, mote::span<const uint16_t> samples);
bool trusted(watcher& meter, mote::span<const uint16_t> samples) {
  meter.add(samples);
  const bool good = !meter.overloaded() && !meter.overloaded_now();
  meter.reset(mote::decibels::of_hundredths(4000), samples[0]);
  return good;
}

mote::decibels of_power(uint64_t power, int32_t doublings);
mote::decibels of_power(uint64_t power, int32_t doublings) {
  return mote::decibels_of_power(power, doublings);
}

inline constexpr auto slow =
    options(8000, frequency_weighting::z, time_weighting::slow, frequency_weighting::z);
using plain = mote::level_meter<int16_t, slow, mote::no_histogram>;
mote::decibels loudness(plain& meter, mote::span<const int16_t> samples);
mote::decibels loudness(plain& meter, mote::span<const int16_t> samples) {
  meter.add(samples);
  return meter.leq();
}
