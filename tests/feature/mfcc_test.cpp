#include "mote/feature/mfcc.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "data/mel/mel.hpp"
#include "data/signal.hpp"
#include "mote/design/constant.hpp"
#include "mote/transform/dct.hpp"
#include "mote/transform/rfft.hpp"
#include "mote/transform/stft.hpp"
#include "mote/transform/window.hpp"

namespace {

using mote::array;
using mote::mfcc;
using mote::mfcc_options;
using mote::constant::pi;

constexpr size_t length = 512;
constexpr size_t frames = 3;

constexpr auto plain = [] {
  mfcc_options o;
  o.rate = 16000;
  o.length = 512;
  o.bands = 40;
  o.coefficients = 13;
  return o;
}();
constexpr auto liftered = [] {
  auto o = plain;
  o.coefficients = 20;
  o.lifter = 22;
  return o;
}();

constexpr auto of_logs = [] {
  auto o = plain;
  o.output = mote::mel_output::log;
  return o;
}();

static_assert(sizeof(mfcc<float, plain>) == 1, "all in flash");
static_assert(mfcc<float, plain>::fraction_bits == 0);
static_assert(mfcc<int16_t, plain>::fraction_bits == 5, "8 less the 3 of sqrt(40) < 8");
static_assert(mfcc_options{}.coefficients == 20 && mfcc_options{}.bands == 128, "as librosa");
static_assert(mfcc_options{}.output == mote::mel_output::db);

/// The spectrum of a frame, which lies in `x`.
template <class Sample>
mote::scaled<Sample, length> spectrum(size_t index, array<Sample, length>& x) {
  static constexpr mote::window<Sample, length> taper{mote::windows::hann};
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
  return mote::rfft(x);
}

template <const auto& Options, size_t N>
void expect_golden(const double (&expected)[N], double bound_of_int16) {
  constexpr size_t count = Options.coefficients;
  static_assert(N == frames * count);
  for (size_t f = 0; f < frames; ++f) {
    const double* golden = expected + f * count;
    array<float, length> x{};
    array<float, count> real{};
    mfcc<float, Options>{}.process(spectrum(f, x), real);
    array<int16_t, length> y{};
    array<int16_t, count> whole{};
    mfcc<int16_t, Options>{}.process(spectrum(f, y), whole);
    for (size_t k = 0; k < count; ++k) {
      // 1e-4 of a coefficient, or of the smallest part of the largest that float has.
      const double allowed = fmax(1e-4 * fabs(golden[k]), 1e-6 * fabs(golden[0]));
      EXPECT_NEAR(static_cast<double>(real[k]), golden[k], allowed) << f << " " << k;
      const double value = ldexp(whole[k], -mfcc<int16_t, Options>::fraction_bits);
      EXPECT_NEAR(value, golden[k], bound_of_int16) << f << " " << k;
    }
  }
}

TEST(Mfcc, EqualsLibrosa) { expect_golden<plain>(golden::mfcc_plain, 0.1); }

TEST(Mfcc, EqualsLibrosaWithALifter) { expect_golden<liftered>(golden::mfcc_liftered, 1.5); }

TEST(Mfcc, IsTheDctOfTheLevels) {
  array<int16_t, length> samples{};
  const auto x = spectrum(0, samples);
  array<int16_t, 40> levels{};
  mote::mel<int16_t, plain>{}.process(x, levels);
  array<int16_t, 13> from_levels{};
  mfcc<int16_t, plain>{}.from_levels(levels, from_levels);
  array<int16_t, 13> dct{};
  mote::dct<int16_t, 40, 13>{}.process(levels, dct);
  array<int16_t, 13> out{};
  mfcc<int16_t, plain>{}.process(x, out);
  EXPECT_EQ(out, from_levels);
  EXPECT_EQ(out, dct);
}

TEST(Mfcc, OfLogarithmsIsThatOfDecibelsScaled) {
  // No band of this frame is at the floor: ln(x) is 10 log10(x) times ln(10) / 10.
  array<float, length> real_samples{};
  array<int16_t, length> samples{};
  const auto x = spectrum(0, real_samples);
  const auto y = spectrum(0, samples);
  array<float, 13> logs{}, db{};
  mfcc<float, of_logs>{}.process(x, logs);
  mfcc<float, plain>{}.process(x, db);
  array<int16_t, 13> whole{};
  mfcc<int16_t, of_logs>{}.process(y, whole);
  for (size_t k = 0; k < 13; ++k) {
    const double expected = static_cast<double>(db[k]) * log(10.0) / 10;
    EXPECT_NEAR(static_cast<double>(logs[k]), expected, 1e-4) << k;
    EXPECT_NEAR(ldexp(whole[k], -mfcc<int16_t, of_logs>::fraction_bits), expected, 0.04) << k;
  }
}

/// docs/reference/feature.md: samples as they come, STFT, mel, MFCC.
template <class Sample>
void expect_stream() {
  static mote::stft<Sample, length, golden::hop / 4> spectra;
  constexpr mfcc<Sample, plain> cepstrum;
  mote_test::signal next;
  size_t frame_count = 0;
  for (size_t i = 0; i < 2 * golden::hop + length; i += 64) {
    array<Sample, 64> part{};
    for (Sample& value : part) {
      const int16_t sample = next();
      value = static_cast<Sample>(sample);
      if constexpr (mote::traits::same<Sample, float>) value /= 32768.0f;
    }
    mote::span<const Sample> rest = part;
    while (spectra.push(rest)) {
      array<Sample, 13> out{};
      cepstrum.process(spectra.frame(), out);
      if (frame_count % 4 == 0) {  // one that the goldens have
        array<Sample, length> x{};
        array<Sample, 13> expected{};
        cepstrum.process(spectrum(frame_count / 4, x), expected);
        EXPECT_EQ(out, expected) << frame_count;
      }
      ++frame_count;
    }
  }
  EXPECT_EQ(frame_count, 9u);
}

TEST(Mfcc, OfAStreamIsThatOfItsFrames) {
  expect_stream<float>();
  expect_stream<int16_t>();
}

TEST(Mfcc, OfInt16NeverWraps) {
  // The first coefficient of the lowest and the highest levels that mel can give.
  for (const int16_t level : {int16_t{-32768}, int16_t{32767}}) {
    array<int16_t, 40> levels{};
    for (int16_t& value : levels) value = level;
    array<int16_t, 20> out{};
    mfcc<int16_t, liftered>{}.from_levels(levels, out);
    const double gain = sqrt(40.0) * (1 + 11 * sin(pi / 22));
    const double exact = level / 256.0 * gain;
    EXPECT_NEAR(ldexp(out[0], -mfcc<int16_t, liftered>::fraction_bits), exact, 1.0);
    for (size_t k = 1; k < 20; ++k) EXPECT_NEAR(out[k], 0, 1) << k;
  }
}

}  // namespace
