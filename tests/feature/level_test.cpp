// What IEC 61672-1:2013 asks of a class 1 sound level meter, clause by clause, for int16 samples,
// 24-bit samples in int32 and float. The tones have whole periods, so that a table gives them.
#include "mote/feature/level.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "data/level/noise.hpp"
#include "mote/feature/calibration.hpp"

namespace {

using mote::decibels;
using mote::frequency_weighting;
using mote::level_meter;
using mote::time_weighting;

constexpr uint32_t rate = 48000;
constexpr double pi = 3.14159265358979323846;

template <class Sample>
Sample sample_of(double x);
template <>
float sample_of(double x) {
  return static_cast<float>(x);
}
template <>
int16_t sample_of(double x) {
  return static_cast<int16_t>(lrint(fmin(fmax(x * 32768, -32768), 32767)));
}
template <>
int32_t sample_of(double x) {  // 24 bits
  return static_cast<int32_t>(lrint(fmin(fmax(x * 8388608, -8388608), 8388607))) * 256;
}

/// `cycles` in `period` samples, at `db` below a sine at full scale.
template <class Sample>
std::vector<Sample> tone_of(size_t period, int cycles, double db) {
  std::vector<Sample> tone(period);
  for (size_t i = 0; i < period; ++i) {
    const double angle = 2 * pi * cycles * static_cast<double>(i) / static_cast<double>(period);
    tone[i] = sample_of<Sample>(pow(10, db / 20) * sin(angle));
  }
  return tone;
}

template <class Meter>
void play(Meter& meter, const std::vector<typename Meter::input_type>& period, double seconds,
          uint32_t at_rate = rate) {
  auto left = static_cast<size_t>(lround(seconds * at_rate));
  while (left > 0) {
    const size_t count = std::min(left, period.size());
    meter.add({period.data(), count});
    left -= count;
  }
}
template <class Meter>
void silence(Meter& meter, double seconds) {
  play(meter, std::vector<typename Meter::input_type>(480), seconds);
}

double db(decibels level) { return level.hundredths() / 100.0; }

constexpr mote::level_options options(uint32_t sample_rate, frequency_weighting frequency,
                                      time_weighting time = time_weighting::fast,
                                      frequency_weighting peak = frequency_weighting::none) {
  mote::level_options o;
  o.rate = sample_rate;
  o.frequency = frequency;
  o.time = time;
  o.peak = peak;
  return o;
}
template <uint32_t Rate>
constexpr auto a_fast = options(Rate, frequency_weighting::a);
constexpr auto a_slow = options(rate, frequency_weighting::a, time_weighting::slow);
constexpr auto a_impulse = options(rate, frequency_weighting::a, time_weighting::impulse);
constexpr auto z_fast = options(rate, frequency_weighting::z);
constexpr auto z_with_peak =
    options(rate, frequency_weighting::z, time_weighting::fast, frequency_weighting::z);
constexpr auto c_with_peak =
    options(rate, frequency_weighting::c, time_weighting::fast, frequency_weighting::c);
constexpr auto a_with_peak =
    options(rate, frequency_weighting::a, time_weighting::fast, frequency_weighting::c);

template <class Sample>
using fast_meter = level_meter<Sample, a_fast<rate>>;
template <class Sample>
using slow_meter = level_meter<Sample, a_slow>;
template <class Sample>
using peak_meter = level_meter<Sample, c_with_peak>;
template <class Sample>
using full_meter = level_meter<Sample, a_with_peak, mote::half_decibel_histogram>;

// --- Compile time ---
static_assert(level_meter<int16_t, a_fast<16000>>::tick == 16);
static_assert(level_meter<int16_t, a_fast<192000>>::tick == 64);
static_assert(sizeof(fast_meter<int16_t>) <= 144, "what the header states");
static_assert(sizeof(full_meter<int16_t>) <= sizeof(fast_meter<int16_t>) + 8 + 488);
static_assert(mote::full_scale_of_dbfs(-26) == decibels{120.0f});

// A meter of static storage needs no code before main().
constexpr full_meter<int16_t> of_the_compiler{decibels{120.0f}};
static_assert(of_the_compiler.full_scale() == decibels{120.0f});

template <class Sample>
class Level : public testing::Test {};
using samples = testing::Types<int16_t, int32_t, float>;
struct sample_name {
  template <class Sample>
  static std::string GetName(int) {
    return std::is_same_v<Sample, float> ? "float" : sizeof(Sample) == 2 ? "int16" : "int32";
  }
};
TYPED_TEST_SUITE(Level, samples, sample_name);

// --- 5.8: time weightings ---
/// dB a second, from 0.1 s after the tone has ended.
template <class Meter>
double decay_of(double seconds) {
  Meter meter;
  play(meter, tone_of<typename Meter::input_type>(12, 1, -3), 2.0);
  silence(meter, 0.1);
  const double before = db(meter.level());
  silence(meter, seconds);
  return (before - db(meter.level())) / seconds;
}

TYPED_TEST(Level, DecaysAsSubclause582Says) {
  const double fast = decay_of<fast_meter<TypeParam>>(0.5);
  EXPECT_GE(fast, 34.7 - 3.7);
  EXPECT_LE(fast, 34.7 + 3.8);
  EXPECT_NEAR(fast, 10 / log(10.0) / 0.125, 0.1) << "an exact 125 ms";
  const double slow = decay_of<slow_meter<TypeParam>>(1.0);
  EXPECT_GE(slow, 4.3 - 0.7);
  EXPECT_LE(slow, 4.3 + 0.8);
  EXPECT_NEAR(slow, 10 / log(10.0), 0.05) << "an exact second";
}

TYPED_TEST(Level, ImpulseRisesIn35MsAndFalls29DbASecond) {
  using meter_type = level_meter<TypeParam, a_impulse>;
  EXPECT_NEAR(decay_of<meter_type>(1.0), 2.9, 0.5);  // IEC 60651: 2.9 dB/s, 0.5 dB/s off at most
  // IEC 60651: one burst of 20, 5 and 2 ms of 2 kHz, and the limits of type 1.
  const auto tone = tone_of<TypeParam>(24, 1, -6);
  meter_type steady;
  play(steady, tone, 1.0);
  for (const auto& [seconds, expected, limit] :
       {std::tuple{0.020, -3.6, 1.5}, std::tuple{0.005, -8.8, 2.0},
        std::tuple{0.002, -12.6, 2.0}}) {
    meter_type meter;
    play(meter, tone, seconds);
    silence(meter, 0.05);
    EXPECT_NEAR(db(meter.max() - steady.level()), expected, limit) << seconds;
    EXPECT_NEAR(db(meter.max() - steady.level()), 10 * log10(1 - exp(-seconds / 0.035)), 0.3);
  }
}

TYPED_TEST(Level, FastAndSlowReadASteadyToneAlike) {  // 5.8.3: within 0.1 dB
  const auto tone = tone_of<TypeParam>(48, 1, -20);
  fast_meter<TypeParam> fast;
  slow_meter<TypeParam> slow;
  play(fast, tone, 6.0);
  play(slow, tone, 8.0);
  EXPECT_NEAR(db(fast.level()), -20, 0.05);
  EXPECT_NEAR(db(slow.level()), db(fast.level()), 0.1);
}

TYPED_TEST(Level, ReadsEveryWeightingAlikeAt1kHz) {  // 5.5.9: within 0.2 dB
  const auto tone = tone_of<TypeParam>(48, 1, -20);
  fast_meter<TypeParam> a;
  peak_meter<TypeParam> c;
  level_meter<TypeParam, z_fast> z;
  full_meter<TypeParam> a_beside_a_peak;
  play(a, tone, 1.0);
  play(c, tone, 1.0);
  play(z, tone, 1.0);
  play(a_beside_a_peak, tone, 1.0);
  EXPECT_NEAR(db(c.level()), db(a.level()), 0.03);
  EXPECT_NEAR(db(z.level()), db(a.level()), 0.03);
  EXPECT_NEAR(db(a_beside_a_peak.level()), db(a.level()), 0.015);
}

// --- 5.9.2, table 4: responses to bursts of 4 kHz, in dB, with the limits of class 1 ---
struct burst {
  double milliseconds, fast, slow, exposure, below;
};
constexpr double none = 0;
constexpr burst table4[] = {
    {1000, 0.0, -2.0, 0.0, 0.5},    {500, -0.1, -4.1, -3.0, 0.5},   {200, -1.0, -7.4, -7.0, 0.5},
    {100, -2.6, -10.2, -10.0, 1.0}, {50, -4.8, -13.1, -13.0, 1.0},  {20, -8.3, -17.0, -17.0, 1.0},
    {10, -11.1, -20.0, -20.0, 1.0}, {5, -14.1, -23.0, -23.0, 1.0},  {2, -18.0, -27.0, -27.0, 1.5},
    {1, -21.0, none, -30.0, 2.0},   {0.5, -24.0, none, -33.0, 2.5}, {0.25, -27.0, none, -36.0, 3.0},
};

template <class Sample>
void expect_table4(double tone_db) {
  const auto tone = tone_of<Sample>(12, 1, tone_db);
  fast_meter<Sample> steady;
  play(steady, tone, 1.0);
  const double level = db(steady.level());
  for (const burst& row : table4) {
    const double above = row.milliseconds >= 200 ? 0.5 : 1.0;
    const auto expect = [&](double got, double goal, double below) {
      EXPECT_GE(got - goal, -below) << row.milliseconds << " ms at " << tone_db << " dB";
      EXPECT_LE(got - goal, above) << row.milliseconds << " ms at " << tone_db << " dB";
    };
    fast_meter<Sample> fast;
    play(fast, tone, row.milliseconds / 1000);
    silence(fast, 0.02);
    expect(db(fast.max()) - level, row.fast, row.below);
    expect(db(fast.exposure()) - level, row.exposure, row.below);
    if (row.slow == none) continue;
    slow_meter<Sample> slow;
    play(slow, tone, row.milliseconds / 1000);
    silence(slow, 0.02);
    // Below 50 ms the limits of Slow are wider than those of Fast; these hold too.
    expect(db(slow.max()) - level, row.slow, row.below);
  }
}

TYPED_TEST(Level, AnswersToneburstsAsTable4Says) { expect_table4<TypeParam>(-3); }
TYPED_TEST(Level, AnswersQuietToneburstsAsTable4Says) { expect_table4<TypeParam>(-33); }

TYPED_TEST(Level, AveragesRepeatedToneburstsAsTable4Says) {  // 5.10.1
  const auto tone = tone_of<TypeParam>(12, 1, -3);
  fast_meter<TypeParam> steady;
  play(steady, tone, 1.0);
  for (const burst& row : table4) {
    if (row.milliseconds > 20) continue;
    fast_meter<TypeParam> meter;
    for (int i = 0; i < 10; ++i) {  // each burst is a tenth of its period
      play(meter, tone, row.milliseconds / 1000);
      silence(meter, row.milliseconds * 9 / 1000);
    }
    silence(meter, 0.02);  // what the filter still holds
    const double periods = 10 * row.milliseconds * 10 / 1000;
    const double expected = -10 + 10 * log10(periods / (periods + 0.02));
    const double error = db(meter.leq() - steady.level()) - expected;
    EXPECT_GE(error, -row.below) << row.milliseconds;
    EXPECT_LE(error, 1.0) << row.milliseconds;
  }
}

// --- 5.13.3, table 5: C-weighted peaks, above the steady level, with the limits of class 1 ---
template <class Sample>
void expect_peak(double frequency, double cycles, int sign, double expected, double limit) {
  const auto sine = [&](size_t i) {
    return sign * 0.5 * sin(2 * pi * frequency * static_cast<double>(i) / rate);
  };
  peak_meter<Sample> steady;
  for (size_t i = 0; i < rate / 2; ++i) steady.add(sample_of<Sample>(sine(i)));
  peak_meter<Sample> meter;
  silence(meter, 0.02);
  const auto length = static_cast<size_t>(lround(cycles * rate / frequency));
  for (size_t i = 0; i < length; ++i) meter.add(sample_of<Sample>(sine(i)));
  silence(meter, 0.02);
  EXPECT_NEAR(db(meter.peak() - steady.level()), expected, limit) << frequency << " Hz " << cycles;
}

TYPED_TEST(Level, PeaksAreThoseOfTable5) {
  expect_peak<TypeParam>(1000 * pow(10, -1.5), 1, 1, 2.5, 2.0);  // 31.5 Hz
  expect_peak<TypeParam>(500, 1, 1, 3.5, 1.0);
  expect_peak<TypeParam>(8000, 1, 1, 3.4, 2.0);
  expect_peak<TypeParam>(500, 0.5, 1, 2.4, 1.0);
  expect_peak<TypeParam>(500, 0.5, -1, 2.4, 1.0);
}

TYPED_TEST(Level, AnUnweightedPeakOfASineIs3DbAboveItsLevel) {
  level_meter<TypeParam, z_with_peak> meter;
  play(meter, tone_of<TypeParam>(48, 1, -12), 1.0);
  EXPECT_NEAR(db(meter.level()), -12, 0.03);
  EXPECT_NEAR(db(meter.peak()), -12 + 3.01, 0.03);
}

// --- 5.6: level linearity, 1 kHz and 8 kHz: within 0.8 dB, steps of up to 10 dB within 0.3 dB ---
TYPED_TEST(Level, IsLinearOverItsRange) {
  constexpr bool is16 = std::is_same_v<TypeParam, int16_t>;
  for (const int cycles : {1, 8}) {
    double reference = 0;
    double before = 0;
    for (double below = 0; below >= (is16 ? -75 : -110); below -= 5) {
      fast_meter<TypeParam> meter;
      play(meter, tone_of<TypeParam>(48, cycles, below), 0.8);
      const double error = db(meter.level()) - below;
      if (below == 0) reference = before = error;
      EXPECT_NEAR(error, reference, 0.8) << cycles << " kHz at " << below << " dBFS";
      EXPECT_NEAR(error, before, 0.3) << cycles << " kHz at " << below << " dBFS";
      before = error;
    }
    EXPECT_NEAR(reference, cycles == 1 ? 0 : -1.1, 0.1);
  }
}

// --- Leq, Lmax, Lmin, percentiles ---
TYPED_TEST(Level, LeqIsTheLevelOfASteadyToneAndTheMeanOfTwo) {
  full_meter<TypeParam> meter;
  const auto loud = tone_of<TypeParam>(48, 1, -10);
  play(meter, loud, 1.0);
  meter.restart();
  play(meter, loud, 1.0);
  EXPECT_NEAR(db(meter.leq()), -10, 0.02);
  EXPECT_NEAR(db(meter.exposure()), -10, 0.02);
  play(meter, tone_of<TypeParam>(48, 1, -30), 1.0);
  EXPECT_NEAR(db(meter.leq()), 10 * log10((0.1 + 0.001) / 2), 0.03);
  EXPECT_NEAR(db(meter.exposure()), 10 * log10(0.1 + 0.001), 0.03);
  EXPECT_NEAR(db(meter.max()), -10, 0.03);
  // Fast falls from -10 dB towards -30 dB and is a second on its way.
  const auto fallen = [](double seconds) {
    return 10 * log10(0.001 + 0.099 * exp(-seconds / 0.125));
  };
  EXPECT_NEAR(db(meter.min()), fallen(1), 0.03);
  EXPECT_NEAR(db(meter.percentile(10)), -10, 0.5);
  EXPECT_NEAR(db(meter.percentile(60)), fallen(0.2), 0.5);
  EXPECT_NEAR(db(meter.percentile(75)), fallen(0.5), 0.5);
  EXPECT_NEAR(db(meter.percentile(90)), fallen(0.8), 0.5);
}

TYPED_TEST(Level, LowestDoesNotCountTheFirstRise) {
  fast_meter<TypeParam> meter;
  play(meter, tone_of<TypeParam>(48, 1, -20), 1.5);
  EXPECT_NEAR(db(meter.min()), -20, 0.06);
  meter.reset();
  play(meter, tone_of<TypeParam>(48, 1, -20), 0.1);
  EXPECT_EQ(meter.min(), meter.level());
}

// --- scipy: the analog weighting, at eight times the rate ---
template <class Sample>
std::vector<Sample> noise(size_t count, double peak) {
  std::vector<Sample> values(count);
  uint32_t state = 1;
  for (Sample& value : values) {
    state = state * 1664525 + 1013904223;
    value = sample_of<Sample>(peak * (static_cast<double>(state >> 8) / 8388608.0 - 1));
  }
  return values;
}

TEST(Level, OfSamplesThatAreNoNumbersIsLoud) {
  for (const float wrong : {NAN, INFINITY}) {
    level_meter<float, a_fast<rate>> meter;
    meter.add(wrong);
    silence(meter, 0.1);
    EXPECT_LT(decibels{300.0f}, meter.level());
    EXPECT_LT(decibels{300.0f}, meter.leq());
    meter.reset();
    silence(meter, 0.1);
    EXPECT_LT(meter.level(), decibels{-200.0f});
  }
}

TEST(Level, RestartForgetsWhatWasNoNumberWhenItsImpulseWasHeld) {
  // The held value decays as if nothing had happened, and a tick is complete.
  level_meter<float, a_impulse> meter;
  meter.add(NAN);
  silence(meter, static_cast<double>(2 * meter.tick - 1) / rate);
  meter.restart();
  play(meter, tone_of<float>(48, 1, -20), 1.0);
  EXPECT_NEAR(db(meter.leq()), -20, 0.1);
}

TEST(Level, RestartForgetsWhatWasNoNumber) {
  for (const float wrong : {NAN, INFINITY, -INFINITY}) {
    for (const double seconds :
         {0.0, 0.1}) {  // in the tick that is not complete, and in the average
      full_meter<float> meter{decibels{94.0f}};
      meter.add(wrong);
      silence(meter, seconds);
      meter.restart();
      play(meter, tone_of<float>(48, 1, -20), 1.0);
      EXPECT_NEAR(db(meter.leq()), 94 - 20, 0.1) << wrong;
      EXPECT_NEAR(db(meter.max()), 94 - 20, 0.1) << wrong;
      EXPECT_NEAR(db(meter.peak()), 94 - 20 + 3.01, 0.5) << wrong;
    }
  }
}

template <class Energy>
void expect_a_mean_beyond_2_to_the_32(double one) {
  using total = typename Energy::total;
  // 2^32 - 2 ticks that were silent, and ten that were not.
  total all{0xfffffffeu};
  uint32_t wraps = 0;
  for (int i = 0; i < 10; ++i) {
    if (all.add(static_cast<decltype(Energy::average_of(0))>(one))) ++wraps;
  }
  EXPECT_EQ(wraps, 1u);
  EXPECT_NEAR(db(all.mean(wraps)), 10 * log10(10 * one / (4294967296.0 + 8)), 0.02);
  EXPECT_NEAR(db(all.sum()), 10 * log10(10 * one), 0.02);
}

TEST(Level, TheMeanGoesOnAfter49Days) {
  expect_a_mean_beyond_2_to_the_32<mote::detail::feature::float_energy>(1e20);
  expect_a_mean_beyond_2_to_the_32<mote::detail::feature::integer_energy<16>>(1e14);
}

template <class Sample, uint32_t Rate>
void expect_scipys_levels(const goldens::noise::row& expected) {
  ASSERT_EQ(expected.rate, Rate);
  level_meter<Sample, a_fast<Rate>> meter;
  const auto signal = noise<Sample>(Rate / 2, 0.25);
  meter.add({signal.data(), signal.size()});
  play(meter, std::vector<Sample>(100), 0.5, Rate);
  EXPECT_NEAR(meter.leq().hundredths(), expected.leq, 5) << Rate;
  EXPECT_NEAR(meter.max().hundredths(), expected.max, 5) << Rate;
}

TYPED_TEST(Level, OfNoiseIsThatOfTheAnalogFilter) {
  expect_scipys_levels<TypeParam, 16000>(goldens::noise::rows[0]);
  expect_scipys_levels<TypeParam, 48000>(goldens::noise::rows[1]);
}

// --- Calibration ---
TYPED_TEST(Level, ReadsSoundPressureOnceItIsCalibrated) {
  full_meter<TypeParam> meter{mote::full_scale_of_dbfs(-26)};
  play(meter, tone_of<TypeParam>(48, 1, -26), 2.0);
  EXPECT_NEAR(db(meter.level()), 94, 0.03);
  EXPECT_NEAR(db(meter.leq()), 94, 0.05);
  EXPECT_NEAR(db(meter.percentile(50)), 94, 0.5);

  full_meter<TypeParam> other;
  play(other, tone_of<TypeParam>(48, 1, -26), 2.0);
  other.calibrate(94.0f);
  EXPECT_EQ(other.level(), decibels{94.0f});
  EXPECT_NEAR(db(other.full_scale()), 120, 0.03);
  EXPECT_NEAR(db(other.peak()), 97.0, 0.4);
}

TEST(Calibration, OfAnAnalogMicrophoneIsItsSensitivityAndTheConverter) {
  // 1 Pa gives 50 mV rms; full scale is 1 V peak, 0.7071 V rms: 14.14 Pa, 94 + 23.0 dB.
  const double pascal = 1 / sqrt(2.0) / 0.050;
  EXPECT_NEAR(db(mote::full_scale_of_millivolts(50, 1.0)), 20 * log10(pascal / 20e-6), 0.006);
  EXPECT_NEAR(db(mote::full_scale_of_millivolts(50, 1.0, 20)), 20 * log10(pascal / 20e-6) - 20,
              0.006);
}

// --- Properties ---
template <class Meter>
std::vector<int32_t> readings(const Meter& meter) {
  std::vector<int32_t> all{meter.level().hundredths(),    meter.leq().hundredths(),
                           meter.max().hundredths(),      meter.min().hundredths(),
                           meter.exposure().hundredths(), meter.peak().hundredths()};
  for (uint8_t n = 1; n <= 99; ++n) all.push_back(meter.percentile(n).hundredths());
  return all;
}

TYPED_TEST(Level, BlocksOfAnyLengthGiveTheSameReadings) {
  const auto signal = noise<TypeParam>(60000, 0.3);
  full_meter<TypeParam> whole;
  whole.add({signal.data(), signal.size()});
  full_meter<TypeParam> single;
  for (const TypeParam x : signal) single.add(x);
  full_meter<TypeParam> odd;
  for (size_t i = 0; i < signal.size();) {
    const size_t count = std::min<size_t>(1 + i % 97, signal.size() - i);
    odd.add({signal.data() + i, count});
    i += count;
  }
  if (std::is_same_v<TypeParam, float>) {  // sums in another order
    for (size_t i = 0; i < readings(whole).size(); ++i) {
      EXPECT_NEAR(readings(single)[i], readings(whole)[i], 2);
      EXPECT_NEAR(readings(odd)[i], readings(whole)[i], 2);
    }
  } else {
    EXPECT_EQ(readings(single), readings(whole));
    EXPECT_EQ(readings(odd), readings(whole));
  }
}

TYPED_TEST(Level, ResetEqualsFresh) {
  const auto signal = noise<TypeParam>(20000, 0.3);
  full_meter<TypeParam> used;
  used.add({signal.data(), signal.size()});
  used.reset();
  full_meter<TypeParam> fresh;
  EXPECT_EQ(readings(used), readings(fresh));
  used.add({signal.data() + 5000, 15000});
  fresh.add({signal.data() + 5000, 15000});
  EXPECT_EQ(readings(used), readings(fresh));
}

TYPED_TEST(Level, NeverWrapsAtFullScale) {
  // The loudest there is: a square wave at full scale, 3 dB above the sine, and as fast as it goes.
  for (const size_t half : {1u, 3u, 10u, 24u, 500u}) {
    std::vector<TypeParam> square(2 * half, sample_of<TypeParam>(1));
    std::fill(square.begin(), square.begin() + static_cast<ptrdiff_t>(half),
              sample_of<TypeParam>(-1));
    std::vector<float> exact(2 * half);
    for (size_t i = 0; i < exact.size(); ++i) exact[i] = i < half ? -1.0f : 1.0f;
    full_meter<TypeParam> meter;
    full_meter<float> reference;
    play(meter, square, 1.0);
    play(reference, exact, 1.0);
    EXPECT_NEAR(db(meter.leq()), db(reference.leq()), 0.03) << half;
    EXPECT_NEAR(db(meter.max()), db(reference.max()), 0.03) << half;
    EXPECT_NEAR(db(meter.peak()), db(reference.peak()), 0.03) << half;
  }
}

TYPED_TEST(Level, SilenceIsALevelToo) {
  full_meter<TypeParam> meter;
  silence(meter, 1.0);
  EXPECT_LT(meter.level(), decibels{-120.0f});
  EXPECT_LT(meter.leq(), decibels{-110.0f});
  EXPECT_LT(meter.peak(), decibels{-120.0f});
  EXPECT_EQ(meter.percentile(50).hundredths() / 100, -109);
  EXPECT_LT(full_meter<TypeParam>{}.leq(), decibels{-100.0f}) << "nothing measured yet";
}

template <class Sample, uint32_t Rate>
void expect_level_at() {
  level_meter<Sample, a_fast<Rate>> meter;
  constexpr size_t second = Rate;
  std::vector<Sample> tone(second / 100);
  for (size_t i = 0; i < tone.size(); ++i) {
    tone[i] = sample_of<Sample>(0.1 * sin(2 * pi * 1000 * static_cast<double>(i) / Rate));
  }
  play(meter, tone, 1.0, Rate);
  EXPECT_NEAR(db(meter.level()), -20, 0.03) << Rate;
}

TYPED_TEST(Level, ReadsTheSameAtEveryRate) {
  expect_level_at<TypeParam, 8000>();
  expect_level_at<TypeParam, 16000>();
  expect_level_at<TypeParam, 22050>();
  expect_level_at<TypeParam, 32000>();
  expect_level_at<TypeParam, 44100>();
  expect_level_at<TypeParam, 96000>();
}

inline constexpr mote::level_options at_an_adc = [] {
  mote::level_options o;
  o.rate = 8000;
  o.peak = frequency_weighting::c;
  return o;
}();

// The samples of an ADC are those of int16_t moved up by 32768.
TEST(LevelOfAnAdc, IsThatOfSamplesWithSign) {
  level_meter<uint16_t, at_an_adc> adc;
  level_meter<int16_t, at_an_adc> with_sign;
  const std::vector<int16_t> tone = tone_of<int16_t>(80, 10, -6);
  std::vector<uint16_t> moved;
  for (const int16_t x : tone) moved.push_back(static_cast<uint16_t>(x + 32768));
  play(adc, moved, 1, 8000);
  play(with_sign, tone, 1, 8000);
  EXPECT_EQ(adc.level().hundredths(), with_sign.level().hundredths());
  EXPECT_EQ(adc.leq().hundredths(), with_sign.leq().hundredths());
  EXPECT_EQ(adc.peak().hundredths(), with_sign.peak().hundredths());
  EXPECT_NEAR(static_cast<double>(adc.leq().value()), -6, 0.1);
}

// --- reset(level): as if there had always been a steady sound of that level ---
/// lfilter([a], [1, a - 1]) on the powers, from a level that had always been there.
double exponential(double start_db, double now_db, double seconds, double time_constant) {
  const double start = pow(10, start_db / 10), now = pow(10, now_db / 10);
  return 10 * log10(now + (start - now) * exp(-seconds / time_constant));
}
template <class Meter>
void expect_to_go_on_from(double start, double time_constant) {
  const auto tone = tone_of<typename Meter::input_type>(48, 1, -30);
  Meter meter{decibels{94.0f}};
  play(meter, tone_of<typename Meter::input_type>(48, 1, -3), 0.05);
  meter.reset(decibels{static_cast<float>(94 + start)});
  EXPECT_NEAR(db(meter.level()), 94 + start, 0.0101);
  EXPECT_EQ(meter.min(), meter.level());
  EXPECT_EQ(meter.max(), meter.level());
  double seconds = 0;
  for (const double next : {0.01, 0.125, 0.5}) {
    play(meter, tone, next - seconds);
    seconds = next;
    const double wanted = exponential(start, -30, seconds, time_constant);
    // A weighting begins in silence, and takes some ms to pass all of a tone.
    EXPECT_NEAR(db(meter.level()), 94 + wanted, seconds < 0.05 ? 0.15 : 0.06)
        << start << " dB, " << seconds << " s";
  }
  EXPECT_NEAR(db(meter.min()), 94 + fmin(start, db(meter.level()) - 94), 0.02) << "it counts";
  EXPECT_NEAR(db(meter.max()), 94 + fmax(start, db(meter.level()) - 94), 0.02);
}
TYPED_TEST(Level, GoesOnFromALevelThatItIsResetTo) {
  for (const double start : {0.0, -30.0, -60.0}) {
    expect_to_go_on_from<fast_meter<TypeParam>>(start, 0.125);
    expect_to_go_on_from<slow_meter<TypeParam>>(start, 1);
    expect_to_go_on_from<level_meter<TypeParam, z_fast>>(start, 0.125);
  }
}
constexpr auto slow_8k = options(8000, frequency_weighting::z, time_weighting::slow);
TEST(LevelOfSlow, ReadsWithinATenthOfADecibelAfter4SecondsOfAToneFromSilence) {
  level_meter<int16_t, slow_8k> meter;
  play(meter, tone_of<int16_t>(8, 1, -20), 3.0, 8000);
  EXPECT_LT(db(meter.level()), -20.2);
  play(meter, tone_of<int16_t>(8, 1, -20), 1.0, 8000);
  EXPECT_NEAR(db(meter.level()), -20, 0.1);
}
TYPED_TEST(Level, OfImpulseFallsAtOnceFromALevelThatItIsResetTo) {
  level_meter<TypeParam, a_impulse> meter;
  meter.reset(decibels{-10.0f});
  silence(meter, 1);
  EXPECT_NEAR(db(meter.level()), -10 - 10 / log(10) / 1.5, 0.02);
}
TYPED_TEST(Level, ReadsWhatItIsResetToOverAllOfItsRangeAndCountsPercentilesAtOnce) {
  full_meter<TypeParam> meter{decibels{120.0f}};
  for (int32_t hundredths = 13000; hundredths >= 1000; hundredths -= 777) {
    meter.reset(decibels::of_hundredths(hundredths));
    EXPECT_LE(abs(meter.level().hundredths() - hundredths), 1) << hundredths;
  }
  meter.reset(decibels{70.0f});
  play(meter, tone_of<TypeParam>(48, 1, -50), 0.2);
  EXPECT_NEAR(db(meter.percentile(50)), 70, 0.5);
  EXPECT_NEAR(db(meter.leq()), 70, 0.1) << "only what was heard";
  meter.reset(decibels{-1e6f});
  silence(meter, 0.1);
  EXPECT_LT(meter.level(), decibels{0.0f});
  meter.reset(decibels{1e6f});
  EXPECT_LT(decibels{120.0f}, meter.level()) << "the loudest that it can hold";
}

/// A microphone in the middle of nothing: its converter gives 0.2 of full scale in silence.
TYPED_TEST(Level, TakesNoThumpOfWhatTheConverterGivesInSilence) {
  const std::vector<TypeParam> rest(480, sample_of<TypeParam>(0.2));
  full_meter<TypeParam> meter, thump;
  meter.reset(decibels{-60.0f}, rest[0]);
  thump.reset(decibels{-60.0f});
  play(meter, rest, 0.5);
  play(thump, rest, 0.5);
  EXPECT_LT(db(meter.level()), -77);
  EXPECT_LE(db(meter.max()), -60);
  EXPECT_LT(db(meter.peak()), -90);
  EXPECT_GT(db(thump.max()), -45);
  EXPECT_GT(db(thump.peak()), -12);
}

// --- overload ---
constexpr mote::level_options with_overload(mote::level_options o, double part) {
  o.overload = part;
  return o;
}
constexpr auto a_overload = with_overload(a_fast<rate>, 1);
constexpr auto z_overload = with_overload(z_with_peak, 1);
constexpr auto twelve_bits = with_overload(a_with_peak, 1 - 1.0 / 2048);
constexpr auto half_of_it = with_overload(a_fast<8000>, 0.5);
static_assert(sizeof(level_meter<int16_t, a_overload>) <= sizeof(fast_meter<int16_t>) + 8);
static_assert(sizeof(level_meter<float, a_overload>) == sizeof(fast_meter<float>) + 4);

/// What two codes next to each other do, the first of which is none.
template <class Sample, const auto& Options>
void expect_overload_from(Sample below, Sample from) {
  level_meter<Sample, Options> meter;
  meter.add(below);
  EXPECT_FALSE(meter.overloaded()) << static_cast<double>(below);
  EXPECT_FALSE(meter.overloaded_now());
  meter.add(from);
  EXPECT_TRUE(meter.overloaded()) << static_cast<double>(from);
  EXPECT_TRUE(meter.overloaded_now());
  meter.reset();
  EXPECT_FALSE(meter.overloaded() || meter.overloaded_now());
  std::vector<Sample> block(70, below);  // in each place of a block
  for (size_t i = 0; i < block.size(); ++i) {
    block[i] = from;
    meter.restart();
    meter.add({block.data(), block.size()});
    EXPECT_TRUE(meter.overloaded()) << i;
    block[i] = below;
  }
}
TEST(LevelOverload, IsTheExtremeCodesAndNoOther) {
  expect_overload_from<int16_t, a_overload>(32766, 32767);
  expect_overload_from<int16_t, a_overload>(-32767, -32768);
  expect_overload_from<int16_t, z_overload>(-32767, -32768);
  expect_overload_from<uint16_t, a_overload>(65534, 65535);
  expect_overload_from<uint16_t, a_overload>(1, 0);
  expect_overload_from<int32_t, a_overload>(0x7ffffe00, 0x7fffff00);
  expect_overload_from<int32_t, a_overload>(-0x7fffff00, -0x7fffffff - 1);
  expect_overload_from<float, a_overload>(0.999f, 1.0f);
  expect_overload_from<float, a_overload>(-0.999f, -1.0f);
  expect_overload_from<float, a_overload>(0.0f, NAN);
  expect_overload_from<float, a_overload>(0.0f, -INFINITY);
}
TEST(LevelOverload, IsFromThePartOfFullScaleThatTheOptionNames) {
  expect_overload_from<uint16_t, twelve_bits>(4094 * 16, 4095 * 16);
  expect_overload_from<uint16_t, twelve_bits>(16, 0);
  expect_overload_from<int16_t, half_of_it>(16383, 16384);
  expect_overload_from<int16_t, half_of_it>(-16384, -16385);
  expect_overload_from<float, half_of_it>(0.4999f, 0.5f);
}
TYPED_TEST(Level, ShowsAnOverloadForASecondAndKeepsItUntilTheRestart) {
  level_meter<TypeParam, a_overload> meter;
  play(meter, tone_of<TypeParam>(48, 1, -0.5), 0.1);
  EXPECT_FALSE(meter.overloaded()) << "loud, and no overload";
  play(meter, tone_of<TypeParam>(48, 1, 3), 0.1);
  EXPECT_TRUE(meter.overloaded() && meter.overloaded_now());
  silence(meter, 0.99);
  EXPECT_TRUE(meter.overloaded_now()) << "not less than a second";
  silence(meter, 0.02);
  EXPECT_FALSE(meter.overloaded_now());
  EXPECT_TRUE(meter.overloaded()) << "leq() is of all that was";
  meter.restart();
  EXPECT_FALSE(meter.overloaded());
}
TYPED_TEST(Level, ReadsTheSameWithAndWithoutOverload) {
  level_meter<TypeParam, a_overload> with;
  fast_meter<TypeParam> without;
  const auto x = noise<TypeParam>(20000, 1.3);
  play(with, x, 0.4);
  play(without, x, 0.4);
  EXPECT_EQ(with.level(), without.level());
  EXPECT_EQ(with.leq(), without.leq());
  EXPECT_TRUE(with.overloaded());
}

}  // namespace
