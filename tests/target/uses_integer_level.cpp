// What integer code may call of the sound level meter: no float, no 64-bit division.
#include "mote/mote.hpp"

using mote::frequency_weighting;
using mote::time_weighting;

#if defined(__AVR__)  // its compiler has 24 bits for the design of a weighting
using street = mote::level_meter<int16_t, 8000, frequency_weighting::z, time_weighting::fast,
                                 frequency_weighting::z, mote::level_histogram<-90, 50, 200>>;
#else
using street = mote::level_meter<int16_t, 16000, frequency_weighting::a, time_weighting::fast,
                                 frequency_weighting::c, mote::half_decibel_histogram>;
using studio = mote::level_meter<int32_t, 48000, frequency_weighting::c, time_weighting::impulse,
                                 frequency_weighting::z>;

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

mote::decibels of_power(uint64_t power, int32_t doublings);
mote::decibels of_power(uint64_t power, int32_t doublings) {
  return mote::decibels_of_power(power, doublings);
}

using plain = mote::level_meter<int16_t, 8000, frequency_weighting::z, time_weighting::slow,
                                frequency_weighting::z, mote::no_histogram>;
mote::decibels loudness(plain& meter, mote::span<const int16_t> samples);
mote::decibels loudness(plain& meter, mote::span<const int16_t> samples) {
  meter.add(samples);
  return meter.leq();
}
