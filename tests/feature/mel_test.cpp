#include "mote/feature/mel.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "data/mel/mel.hpp"
#include "data/signal.hpp"
#include "mote/transform/rfft.hpp"
#include "mote/transform/window.hpp"

namespace {

using mote::array;
using mote::mel;
using mote::mel_norm;
using mote::mel_options;
using mote::mel_output;
using mote::mel_scale;

constexpr size_t length = 512;
constexpr size_t frames = 3;

// The banks of make_mel_goldens.py, by its names.
constexpr mel_options as_librosa;
constexpr auto plain = [] {
  mel_options o;
  o.rate = 16000;
  o.length = 512;
  o.bands = 40;
  return o;
}();
constexpr auto htk = [] {
  auto o = plain;
  o.bands = 26;
  o.scale = mel_scale::htk;
  o.norm = mel_norm::none;
  o.fmin = 20;
  o.fmax = 4000;
  return o;
}();
constexpr auto magnitude = [] {
  auto o = plain;
  o.bands = 32;
  o.norm = mel_norm::none;
  o.power = 1;
  return o;
}();
constexpr auto htk_magnitude = [] {
  auto o = plain;
  o.rate = 48000;
  o.fmin = 300;
  o.bands = 20;
  o.scale = mel_scale::htk;
  o.power = 1;
  return o;
}();
constexpr auto narrow = [] {
  auto o = plain;
  o.rate = 22050;
  o.bands = 64;
  return o;
}();
constexpr auto limited = [] {
  auto o = plain;
  o.output = mel_output::db;
  o.ref = 0.02;
  o.amin = 1e-5;
  o.top_db = 30;
  return o;
}();
constexpr auto log_htk = [] {
  auto o = htk;
  o.output = mel_output::log;
  o.amin = 1e-6;
  return o;
}();
/// Any bank, with levels in place of energies.
template <const auto& Bank>
constexpr auto in_db = [] {
  auto o = Bank;
  o.output = mel_output::db;
  return o;
}();
template <const auto& Bank>
constexpr auto in_log = [] {
  auto o = Bank;
  o.output = mel_output::log;
  return o;
}();

static_assert(sizeof(mel<float, plain>) == 1, "all in flash");
static_assert(mote::detail::feature::mel_bank<plain>::edges[0] == 0);
static_assert(mote::detail::feature::mel_bank<narrow>::counts[1] == 1);

template <class Sample>
array<Sample, length> frame(size_t index) {
  static constexpr mote::window<Sample, length> taper{mote::windows::hann};
  array<Sample, length> x{};
  mote_test::signal next;
  for (size_t i = 0; i < index * golden::hop; ++i) next();
  for (Sample& value : x) {
    const int16_t sample = next();
    if constexpr (mote::traits::same<Sample, float>) {
      value = static_cast<float>(sample) / 32768.0f;
    } else {
      value = sample;
    }
  }
  taper.process(x, x);
  return x;
}

template <const auto& Options>
array<float, Options.bands> of_float(size_t index) {
  array<float, length> x = frame<float>(index);
  array<float, Options.bands> out{};
  mel<float, Options>{}.process(mote::rfft(x), out);
  return out;
}
template <const auto& Options>
array<double, Options.bands> of_int16(size_t index) {
  array<int16_t, length> x = frame<int16_t>(index);
  array<int16_t, Options.bands> out{};
  mel<int16_t, Options>{}.process(mote::rfft(x), out);
  array<double, Options.bands> real{};
  for (size_t i = 0; i < Options.bands; ++i) real[i] = out[i] / 256.0;
  return real;
}

/// librosa's energies to 1e-4 of each: its tables are float32 as well.
template <const auto& Options, size_t N>
void expect_energies(const double (&expected)[N]) {
  static_assert(N == frames * Options.bands);
  for (size_t f = 0; f < frames; ++f) {
    const auto out = of_float<Options>(f);
    for (size_t i = 0; i < Options.bands; ++i) {
      const double golden = expected[f * Options.bands + i];
      EXPECT_NEAR(static_cast<double>(out[i]), golden, 1e-4 * golden) << f << " " << i;
    }
  }
}

TEST(Mel, EqualsLibrosa) {
  expect_energies<plain>(golden::mel_plain);
  expect_energies<htk>(golden::mel_htk);
  expect_energies<magnitude>(golden::mel_magnitude);
  expect_energies<htk_magnitude>(golden::mel_htk_magnitude);
  expect_energies<narrow>(golden::mel_narrow);
}

TEST(Mel, WithItsDefaultsEqualsLibrosa) {
  static constexpr mote::window<float, 2048> taper{mote::windows::hann};
  static constexpr mote::window<int16_t, 2048> short_taper{mote::windows::hann};
  array<float, 2048> x{};
  array<int16_t, 2048> y{};
  mote_test::signal next;
  for (size_t i = 0; i < 2048; ++i) {
    y[i] = next();
    x[i] = static_cast<float>(y[i]) / 32768.0f;
  }
  taper.process(x, x);
  short_taper.process(y, y);
  array<float, 128> energies{};
  mel<float, as_librosa>{}.process(mote::rfft(x), energies);
  array<int16_t, 128> levels{};
  mel<int16_t, in_db<as_librosa>>{}.process(mote::rfft(y), levels);
  for (size_t i = 0; i < 128; ++i) {
    const double expected = golden::mel_defaults[i];
    EXPECT_NEAR(static_cast<double>(energies[i]), expected, 1e-4 * expected) << i;
    EXPECT_NEAR(levels[i] / 256.0, 10 * log10(expected), 0.1) << i;
  }
}

template <const auto& Options, size_t N>
void expect_levels(const double (&expected)[N]) {
  for (size_t f = 0; f < frames; ++f) {
    const auto real = of_float<Options>(f);
    const auto whole = of_int16<Options>(f);
    for (size_t i = 0; i < Options.bands; ++i) {
      const double golden = expected[f * Options.bands + i];
      EXPECT_NEAR(static_cast<double>(real[i]), golden, 4e-4) << f << " " << i;
      EXPECT_NEAR(whole[i], golden, 0.05) << f << " " << i;
    }
  }
}

TEST(Mel, LevelsEqualLibrosa) {
  expect_levels<limited>(golden::db_limited);
  expect_levels<log_htk>(golden::log_htk);
}

/// The level of a golden energy; 0 where there is no bin.
template <const auto& Options>
double level(double energy) {
  const double bounded = fmax(energy, Options.amin);
  return Options.output == mel_output::log ? log(bounded) : 10 * log10(bounded);
}

/// Bands of int16_t within `bound` where they are louder than `least`; the noise of a transform of
/// 16 bits is 65 dB below its loudest bin.
template <const auto& Options, size_t N>
void expect_int16(const double (&energies)[N], double below_loudest, double bound) {
  for (size_t f = 0; f < frames; ++f) {
    const auto whole = of_int16<Options>(f);
    double loudest = -1000;
    for (size_t i = 0; i < Options.bands; ++i) {
      loudest = fmax(loudest, level<Options>(energies[f * Options.bands + i]));
    }
    for (size_t i = 0; i < Options.bands; ++i) {
      const double golden = level<Options>(energies[f * Options.bands + i]);
      if (golden >= loudest - below_loudest) {
        EXPECT_NEAR(whole[i], golden, bound) << f << " " << i;
      } else if (energies[f * Options.bands + i] > 0) {
        EXPECT_LT(whole[i], loudest - below_loudest + 1);
      } else {
        EXPECT_NEAR(whole[i], golden, 1 / 256.) << "no bin: the floor";
      }
    }
  }
}

TEST(Mel, OfInt16IsWithinAFewHundredthsOfADecibel) {
  expect_int16<in_db<plain>>(golden::mel_plain, 36, 0.05);
  expect_int16<in_db<htk>>(golden::mel_htk, 36, 0.05);
  expect_int16<in_db<magnitude>>(golden::mel_magnitude, 20, 0.05);
  expect_int16<in_db<htk_magnitude>>(golden::mel_htk_magnitude, 20, 0.05);
  expect_int16<in_db<narrow>>(golden::mel_narrow, 36, 0.05);
  expect_int16<in_log<plain>>(golden::mel_plain, 9, 0.012);
  expect_int16<in_log<magnitude>>(golden::mel_magnitude, 9, 0.012);
}

/// The same spectrum in both types: what the integers of the filterbank themselves lose.
template <const auto& Options>
void expect_same_bank(size_t index, double bound) {
  array<int16_t, length> x = frame<int16_t>(index);
  const auto spectrum = mote::rfft(x);
  array<int16_t, Options.bands> whole{};
  mel<int16_t, Options>{}.process(spectrum, whole);
  array<float, length> real{};
  for (size_t i = 0; i < length; ++i) real[i] = ldexpf(spectrum[i], spectrum.exponent() - 15);
  array<float, Options.bands> levels{};
  mel<float, Options>{}.process(real, levels);
  for (size_t i = 0; i < Options.bands; ++i) {
    EXPECT_NEAR(whole[i] / 256.0, static_cast<double>(levels[i]), bound) << i;
  }
}

TEST(Mel, OfInt16LosesNothingOfItsSpectrum) {
  for (size_t f = 0; f < frames; ++f) {
    expect_same_bank<in_db<plain>>(f, 0.006);
    expect_same_bank<in_db<htk>>(f, 0.006);
    expect_same_bank<in_db<narrow>>(f, 0.006);
    expect_same_bank<in_db<magnitude>>(f, 0.006);
    expect_same_bank<in_log<htk_magnitude>>(f, 0.006);
  }
}

TEST(Mel, OfInt16NeverWraps) {
  array<int16_t, length> x{};
  for (int16_t& value : x) value = -32768;
  for (const int exponent : {0, 6}) {
    array<int16_t, 40> out{};
    mel<int16_t, in_db<plain>>{}.process(mote::scaled{x, exponent}, out);
    array<float, length> real{};
    for (float& value : real) value = -static_cast<float>(1 << exponent);
    array<float, 40> levels{};
    mel<float, in_db<plain>>{}.process(real, levels);
    for (size_t i = 0; i < 40; ++i) EXPECT_NEAR(out[i] / 256.0, levels[i], 0.006f);
  }
  for (int16_t& value : x) value = 32767;
  array<int16_t, 40> out{};
  mel<int16_t, in_db<plain>>{}.process(mote::scaled{x, 100}, out);
  for (const int16_t level : out) EXPECT_EQ(level, 32767) << "saturates";
}

TEST(Mel, OfSilenceIsTheFloor) {
  array<int16_t, length> x{};
  array<int16_t, 40> out{};
  mel<int16_t, in_db<plain>>{}.process(mote::rfft(x), out);
  for (const int16_t level : out) EXPECT_EQ(level, -100 * 256);
  array<float, length> real{};
  array<float, 40> levels{};
  mel<float, in_db<plain>>{}.process(real, levels);
  for (const float level : levels) EXPECT_NEAR(level, -100.0f, 1e-4f);
}

TEST(Mel, UsesRealAndImaginaryPart) {
  for (const size_t part : {0u, 1u}) {
    array<float, length> x{};
    x[2 * 50 + part] = 3.0f;
    array<float, 40> out{};
    mel<float, plain>{}.process(x, out);
    float sum = 0;
    for (const float energy : out) sum += energy;
    EXPECT_GT(sum, 0.01f);
  }
}

/// Two triangles at each bin, and their weights add up to their heights.
TEST(Mel, TrianglesAreThoseOfLibrosasRule) {
  using bank = mote::detail::feature::mel_bank<htk>;
  for (size_t k = 0; k <= length / 2; ++k) {
    array<float, length> x{};
    if (k > 0 && k < length / 2) x[2 * k] = 1;
    array<float, 26> out{};
    mel<float, htk>{}.process(x, out);
    const double f = static_cast<double>(k) * 16000 / 512;
    for (size_t i = 0; i < 26; ++i) {
      const double up = (f - bank::edges[i]) / (bank::edges[i + 1] - bank::edges[i]);
      const double down = (bank::edges[i + 2] - f) / (bank::edges[i + 2] - bank::edges[i + 1]);
      EXPECT_NEAR(static_cast<double>(out[i]), fmax(0, fmin(up, down)), 1e-6) << k << " " << i;
    }
  }
}

#if MOTE_ON_DESKTOP
/// A windowed offset, nearly all of it in bin 1 at the edge of the first band: the error of `mel`
/// in parts of the energy of all bins under the band.
template <size_t Bands>
struct wide {
  static constexpr mel_options options = [] {
    mel_options o;
    o.length = 8192;
    o.bands = Bands;
    o.norm = mel_norm::none;
    return o;
  }();
};
template <size_t Bands>
double error_of_an_offset(float offset, double& of_the_band) {
  using bank = mote::detail::feature::mel_bank<wide<Bands>::options>;
  constexpr size_t n = 8192;
  static array<float, n> x;
  for (size_t i = 0; i < n; ++i) {
    const double turns = static_cast<double>(i) / n;
    x[i] = offset * static_cast<float>(0.5 - 0.5 * cos(2 * mote::constant::pi * turns));
  }
  const auto spectrum = mote::rfft(x);
  const float* bins = spectrum.values().data();
  array<float, Bands> energies{};
  mel<float, wide<Bands>::options>{}.process(spectrum, energies);
  double worst = 0;
  of_the_band = 0;
  for (size_t band = 0; band < Bands; ++band) {
    const double low = bank::edges[band], top = bank::edges[band + 1], high = bank::edges[band + 2];
    double exact = 0, all = 0, count = 0;
    for (size_t k = 1; k < n / 2; ++k) {
      const double f = static_cast<double>(k) * bank::spacing;
      if (f < low || f >= high) continue;
      const double re = static_cast<double>(bins[2 * k]), im = static_cast<double>(bins[2 * k + 1]);
      exact +=
          (re * re + im * im) * (f < top ? (f - low) / (top - low) : (high - f) / (high - top));
      all += re * re + im * im;
      ++count;
    }
    const double error = fabs(static_cast<double>(energies[band]) - exact);
    worst = fmax(worst, error / (all * (1e-6 + 4e-9 * count)));
    if (band == 0) of_the_band = error / exact;
  }
  return worst;
}
TEST(Mel, OfAnOffsetIsWithinItsBoundHoweverWideTheBand) {
  double of_the_band = 0;
  for (const float offset : {0.7f, 0.9f, 1.0f, 0.33f}) {
    EXPECT_LE(error_of_an_offset<128>(offset, of_the_band), 1);
    EXPECT_LE(error_of_an_offset<10>(offset, of_the_band), 1);
    EXPECT_LE(error_of_an_offset<2>(offset, of_the_band), 1);
    EXPECT_LE(error_of_an_offset<1>(offset, of_the_band), 1);
  }
  EXPECT_NEAR(of_the_band, 2.3e-3, 1e-3);
}
#endif

}  // namespace
