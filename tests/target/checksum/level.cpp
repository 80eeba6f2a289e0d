// level.cpp - checksums of the sound level meter and its parts, on noise, steps and extremes.
#include "checksum.hpp"
#include "mote/feature/level_histogram.hpp"
#include "mote/kernel/number/square_sum.hpp"
#if !defined(__AVR__)  // its compiler has 24 bits for the design of a weighting
#include "mote/feature/level.hpp"
#endif

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;

void decibels() {
  hash sum;
  random next{1};
  for (int i = 0; i < 300; ++i) {
    const uint64_t power = any<uint64_t>(next);
    const int32_t doublings = static_cast<int32_t>(next.below(133)) - 100;
    sum.add(mote::decibels_of_power(power, doublings).hundredths());
  }
  sum.print("level_decibels");
}

template <class Histogram>
void histogram(const char* name) {
  hash sum;
  random next{2};
  Histogram levels;
  for (int i = 0; i < 2000; ++i) {
    const int32_t spread = 1 + next.below(4000);
    levels.add(mote::decibels::of_hundredths(static_cast<int32_t>(next() % 8000u) % spread - 6000));
  }
  for (uint8_t n = 1; n <= 99; ++n) sum.add(levels.percentile(n).hundredths());
  sum.print(name);
}

template <class Sum>
void squares(const char* name) {
  hash sum;
  random next{3};
  for (int i = 0; i < 20; ++i) {
    Sum total;
    for (int k = 0; k < 64; ++k) total.add(any<uint32_t>(next) & 0xfffffu);
    sum.add(total.value());
  }
  sum.print(name);
}

#if !defined(__AVR__)
template <class Meter>
void meter(const char* name) {
  using sample = typename Meter::input_type;
  hash sum;
  random next{4};
  Meter meter{mote::decibels::of_hundredths(12000)};
  sample block[100];
  for (int i = 0; i < 60; ++i) {
    const uint32_t shift = 8 * sizeof(sample) < 32 ? next.below(16) : next.below(31);
    for (sample& x : block) {
      x = i % 10 == 0 ? any<sample>(next)
                      : static_cast<sample>(static_cast<sample>(next() & 0xffffffffu) >> shift);
    }
    for (size_t at = 0; at < 100;) {
      const size_t left = 100 - at;
      const size_t wanted = 1 + next.below(100);
      const size_t count = wanted < left ? wanted : left;
      meter.add({block + at, count});
      at += count;
    }
    if (i == 30) meter.restart();
    sum.add(meter.level().hundredths());
    sum.add(meter.leq().hundredths());
    sum.add(meter.exposure().hundredths());
    sum.add(meter.max().hundredths());
    sum.add(meter.min().hundredths());
    sum.add(meter.peak().hundredths());
  }
  for (uint8_t n = 1; n <= 99; ++n) sum.add(meter.percentile(n).hundredths());
  sum.print(name);
}

using mote::frequency_weighting;
using mote::time_weighting;

template <uint32_t Rate, frequency_weighting Frequency, time_weighting Time,
          frequency_weighting Peak>
inline constexpr auto options = [] {
  mote::level_options o;
  o.rate = Rate;
  o.frequency = Frequency;
  o.time = Time;
  o.peak = Peak;
  return o;
}();
template <class Sample, const auto& Options>
using with_percentiles = mote::level_meter<Sample, Options, mote::half_decibel_histogram>;

template <class Meter>
void reset(Meter meter, hash& sum) {
  const typename Meter::input_type block[64] = {100, 9, -77, 500};
  for (int32_t level = 2000; level >= -12000; level -= 1111) {
    meter.reset(mote::decibels::of_hundredths(level), 1000);
    sum.add(meter.level().hundredths());
    meter.add(block);
    sum.add(meter.level().hundredths());
    sum.add(meter.peak().hundredths());
  }
}
void resets() {
  hash sum;
  reset(mote::level_meter<int16_t, options<4000, frequency_weighting::a, time_weighting::fast,
                                           frequency_weighting::c>>{},
        sum);
  reset(mote::level_meter<int32_t, options<48000, frequency_weighting::a, time_weighting::impulse,
                                           frequency_weighting::z>>{},
        sum);
  sum.print("level_reset_to_a_level");
}
#endif

}  // namespace

int main() {
  decibels();
  histogram<mote::level_histogram<-60, 80>>("level_histogram");
  histogram<mote::level_histogram<-80, 20, 200, uint8_t>>("level_histogram_halved");
  squares<mote::kernel::square_sum>("level_squares");
  squares<mote::kernel::short_square_sum>("level_squares_short");
#if !defined(__AVR__)
  meter<with_percentiles<int16_t, options<4000, frequency_weighting::a, time_weighting::fast,
                                          frequency_weighting::c>>>("level_a_fast_int16");
  meter<with_percentiles<int16_t, options<8000, frequency_weighting::c, time_weighting::slow,
                                          frequency_weighting::z>>>("level_c_slow_int16");
  meter<with_percentiles<int32_t, options<48000, frequency_weighting::a, time_weighting::impulse,
                                          frequency_weighting::z>>>("level_a_impulse_int32");
  meter<with_percentiles<int32_t, options<16000, frequency_weighting::z, time_weighting::fast,
                                          frequency_weighting::c>>>("level_z_fast_int32");
  resets();
#endif
  console::print("end\n");
  console::end();
}
