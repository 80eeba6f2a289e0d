// The limits are those of IEC 61672-1:2013, table 3; what the standard asks of a class 1 meter with
// its microphone, the filter must do by itself.
#include "mote/design/weighting.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include "design/designs.hpp"
#include "mote/filter/biquad.hpp"

namespace {

using mote::a_weighting;
using mote::c_weighting;
using mote::magnitude_db;
using mote::z_weighting;

// --- Compile time ---
static_assert(a_weighting(16000).size() == 3 && c_weighting(16000).size() == 2);
static_assert(a_weighting(16000)[0].b1 == 0, "at 16 kHz the fitted section has no zero");
static_assert(a_weighting(16000)[1].b0 == 1 && a_weighting(16000)[2].b1 == -2);
static_assert(mote::constant::abs(magnitude_db(a_weighting(44100), 1000, 44100)) < 1e-12);
static_assert(z_weighting(48000)[0].b0 == 1 && z_weighting(48000)[0].a1 == 0);

// --- IEC 61672-1:2013, table 3: nominal frequency, A, C, class 1 limits, all in dB ---
struct row {
  double nominal, a, c, above, below;
};
constexpr double none = 1000;
constexpr row table3[] = {
    {10, -70.4, -14.3, 3.0, none},  {12.5, -63.4, -11.2, 2.5, none},
    {16, -56.7, -8.5, 2.0, 4.0},    {20, -50.5, -6.2, 2.0, 2.0},
    {25, -44.7, -4.4, 2.0, 1.5},    {31.5, -39.4, -3.0, 1.5, 1.5},
    {40, -34.6, -2.0, 1.0, 1.0},    {50, -30.2, -1.3, 1.0, 1.0},
    {63, -26.2, -0.8, 1.0, 1.0},    {80, -22.5, -0.5, 1.0, 1.0},
    {100, -19.1, -0.3, 1.0, 1.0},   {125, -16.1, -0.2, 1.0, 1.0},
    {160, -13.4, -0.1, 1.0, 1.0},   {200, -10.9, 0.0, 1.0, 1.0},
    {250, -8.6, 0.0, 1.0, 1.0},     {315, -6.6, 0.0, 1.0, 1.0},
    {400, -4.8, 0.0, 1.0, 1.0},     {500, -3.2, 0.0, 1.0, 1.0},
    {630, -1.9, 0.0, 1.0, 1.0},     {800, -0.8, 0.0, 1.0, 1.0},
    {1000, 0.0, 0.0, 0.7, 0.7},     {1250, 0.6, 0.0, 1.0, 1.0},
    {1600, 1.0, -0.1, 1.0, 1.0},    {2000, 1.2, -0.2, 1.0, 1.0},
    {2500, 1.3, -0.3, 1.0, 1.0},    {3150, 1.2, -0.5, 1.0, 1.0},
    {4000, 1.0, -0.8, 1.0, 1.0},    {5000, 0.5, -1.3, 1.5, 1.5},
    {6300, -0.1, -2.0, 1.5, 2.0},   {8000, -1.1, -3.0, 1.5, 2.5},
    {10000, -2.5, -4.4, 2.0, 3.0},  {12500, -4.3, -6.2, 2.0, 5.0},
    {16000, -6.6, -8.5, 2.5, 16.0}, {20000, -9.3, -11.2, 3.0, none},
};
constexpr int rows = sizeof table3 / sizeof *table3;

/// The exact frequency of a row, to base 10.
double frequency_of(int row) { return 1000 * pow(10, 0.1 * (row - 20)); }

/// The analog curves of annex E, from its formulas and not from the poles of the header.
double exact_db(double frequency, bool a) {
  const double low = pow(10, 1.5);
  const double high = pow(10, 3.9);
  const double d = sqrt(0.5);
  const double b = (1e6 + low * low * high * high / 1e6 - d * (low * low + high * high)) / (1 - d);
  const double c = low * low * high * high;
  const double f1 = sqrt((-b - sqrt(b * b - 4 * c)) / 2);
  const double f4 = sqrt((-b + sqrt(b * b - 4 * c)) / 2);
  const double f2 = (3 - sqrt(5.0)) / 2 * pow(10, 2.45);
  const double f3 = (3 + sqrt(5.0)) / 2 * pow(10, 2.45);
  const auto curve = [=](double f) {
    const double s = f * f;
    double h = f4 * f4 * s / ((s + f1 * f1) * (s + f4 * f4));
    if (a) h *= s / sqrt((s + f2 * f2) * (s + f3 * f3));
    return 20 * log10(h);
  };
  return curve(frequency) - curve(1000);
}

TEST(Weighting, TheAnalogCurvesAreThoseOfTheTable) {
  for (int i = 0; i < rows; ++i) {
    EXPECT_NEAR(exact_db(frequency_of(i), true), table3[i].a, 0.051) << table3[i].nominal;
    EXPECT_NEAR(exact_db(frequency_of(i), false), table3[i].c, 0.051) << table3[i].nominal;
  }
}

void expect_class_1(double rate) {
  const auto a = a_weighting(rate);
  const auto c = c_weighting(rate);
  const auto z = z_weighting(rate);
  EXPECT_TRUE(designs::stable(a));
  EXPECT_TRUE(designs::stable(c));
  int checked = 0;
  for (int i = 0; i < rows && frequency_of(i) <= 0.42 * rate; ++i, ++checked) {
    const double f = frequency_of(i);
    const row& limits = table3[i];
    const auto expect = [&](double db, double goal) {
      EXPECT_LE(db - goal, limits.above) << limits.nominal << " Hz at a rate of " << rate;
      EXPECT_GE(db - goal, -limits.below) << limits.nominal << " Hz at a rate of " << rate;
    };
    expect(magnitude_db(a, f, rate), limits.a);
    expect(magnitude_db(c, f, rate), limits.c);
    expect(magnitude_db(z, f, rate), 0);
  }
  EXPECT_GE(checked, 23);
  EXPECT_NEAR(magnitude_db(a, 1000, rate), 0, 1e-9);
  EXPECT_NEAR(magnitude_db(c, 1000, rate), 0, 1e-9);
}

TEST(Weighting, IsWithinClass1UpTo042OfEveryUsualRate) {
  for (const double rate : {8000.0, 11025.0, 12000.0, 16000.0, 20000.0, 22050.0, 24000.0, 32000.0,
                            44100.0, 48000.0, 88200.0, 96000.0, 192000.0}) {
    expect_class_1(rate);
  }
}

/// The largest distance from the analog curve, from 10 Hz to 0.42 of the rate or 20 kHz.
double deviation(double rate) {
  const auto a = a_weighting(rate);
  const auto c = c_weighting(rate);
  const double top = fmin(0.42 * rate, 20000);
  double worst = 0;
  for (double f = 10; f <= top; f *= 1.04) {
    worst = fmax(worst, fabs(magnitude_db(a, f, rate) - exact_db(f, true)));
    worst = fmax(worst, fabs(magnitude_db(c, f, rate) - exact_db(f, false)));
  }
  return worst;
}

TEST(Weighting, IsNearTheAnalogCurveAtEveryFrequency) {
  EXPECT_LT(deviation(4000), 0.15);
  EXPECT_LT(deviation(8000), 0.065);
  EXPECT_LT(deviation(16000), 0.13);
  EXPECT_LT(deviation(20000), 0.19);
  EXPECT_LT(deviation(20001), 0.04);
  EXPECT_LT(deviation(22050), 0.045);
  EXPECT_LT(deviation(32000), 0.06);
  EXPECT_LT(deviation(44100), 0.075);
  EXPECT_LT(deviation(48000), 0.065);
  EXPECT_LT(deviation(96000), 0.0015);
  EXPECT_LT(deviation(400000), 0.001);
}

TEST(Weighting, IsNearTheAnalogCurveAtEveryRate) {
  for (double rate = 4000; rate <= 400000; rate *= 1.11) {
    EXPECT_LT(deviation(rate), rate <= 16000 ? 0.15 : rate <= 20000 ? 0.19 : 0.08) << rate;
  }
}

TEST(Weighting, FallsAboveItsLimitToo) {
  for (const double rate : {16000.0, 48000.0, 96000.0}) {
    const auto a = a_weighting(rate);
    double before = magnitude_db(a, 0.3 * rate, rate);
    for (double f = 0.3 * rate; f <= 0.5 * rate; f += rate / 200) {
      const double now = magnitude_db(a, f, rate);
      EXPECT_LE(now, before + 1e-9) << f << " Hz at a rate of " << rate;
      before = now;
    }
  }
}

// --- On samples: int16 within 1 LSB of double, float within 1e-5 of full scale ---
inline constexpr auto a_16k = a_weighting(16000);
inline constexpr auto a_48k = a_weighting(48000);
inline constexpr auto c_16k = c_weighting(16000);
inline constexpr auto c_48k = c_weighting(48000);
// A sine near 20 Hz is up to 2.4 LSB off.
inline constexpr mote::accepted_design<2> c_48k_on_int16{c_48k, 1e-4};
static_assert(mote::quantize<int16_t>(c_48k).inexact() && !mote::quantize<float>(c_48k).inexact());

/// The largest difference from the sections in double, over noise and a sweep near full scale.
template <const auto& Design, class Sample, const auto& Held = Design>
double error_on_samples() {
  constexpr double full_scale = sizeof(Sample) == 2 ? 32768 : 1;
  mote::fixed_biquad_cascade<Held, Sample> filter;
  double s1[3] = {}, s2[3] = {};
  uint32_t state = 1;
  double worst = 0;
  for (int i = 0; i < 60000; ++i) {
    state = state * 1664525u + 1013904223u;
    const double noise = 0.7 * (static_cast<double>(state >> 8) / 8388608.0 - 1);
    const double wanted = i % 30000 < 20000 ? noise : 0.9 * sin(1e-5 * i * (i % 30000));
    const auto x = static_cast<Sample>(full_scale == 1 ? wanted : round(full_scale * wanted));
    double exact = static_cast<double>(x);
    for (size_t k = 0; k < Design.size(); ++k) {
      const mote::section& row = Design[k];
      const double y = row.b0 * exact + s1[k];
      s1[k] = row.b1 * exact - row.a1 * y + s2[k];
      s2[k] = row.b2 * exact - row.a2 * y;
      exact = y;
    }
    if (full_scale > 1) exact = fmin(fmax(exact, -32768), 32767);
    worst = fmax(worst, fabs(static_cast<double>(filter(x)) - exact));
  }
  return worst;
}

TEST(Weighting, Of16BitSamplesStaysWithinOneLastBit) {
  EXPECT_LE((error_on_samples<a_16k, int16_t>()), 1);
  EXPECT_LE((error_on_samples<a_48k, int16_t>()), 1);
  EXPECT_LE((error_on_samples<c_16k, int16_t>()), 1);
  EXPECT_LE((error_on_samples<c_48k, int16_t, c_48k_on_int16>()), 1);
}

TEST(Weighting, OfFloatSamplesStaysWithin1e5OfFullScale) {
  EXPECT_LT((error_on_samples<a_16k, float>()), 1e-5);
  EXPECT_LT((error_on_samples<a_48k, float>()), 1e-5);
  EXPECT_LT((error_on_samples<c_48k, float>()), 1e-5);
}

}  // namespace
