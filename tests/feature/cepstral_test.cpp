#include "mote/feature/cepstral.hpp"

#include <gtest/gtest.h>

#include <stddef.h>
#include <stdint.h>

#include <random>

#include "mote/pipeline/stage.hpp"

namespace {

using mote::array;

inline constexpr auto options = [] {
  mote::mfcc_options o;
  o.rate = 16000;
  o.length = 128;
  o.bands = 20;
  o.coefficients = 13;
  return o;
}();
constexpr size_t rows = 128, channels = 2;

template <class Sample>
using mels = mote::mel_features<Sample, rows, channels, options>;
template <class Sample>
using mfccs = mote::mfcc_features<Sample, rows, channels, options>;

static_assert(mote::is_window_stage<mels<float>> && mote::is_window_stage<mfccs<int16_t>>);
static_assert(mels<float>::features == 40 && mfccs<float>::features == 26);
static_assert(mfccs<int16_t>::fraction_bits == mote::mfcc<int16_t, options>::fraction_bits);

template <class Sample>
void expect_parts() {
  std::minstd_rand random{5};
  for (int loud = 0; loud < 3; ++loud) {
    array<Sample, rows * channels> x{};
    for (Sample& sample : x) {
      const int noise = static_cast<int>(random() % 65536) - 32768;
      const int sized = loud == 0 ? noise : loud == 1 ? noise / 64 : 0;
      sample = static_cast<Sample>(mote::traits::same<Sample, float> ? sized / 32768.0 : sized);
    }
    array<typename mels<Sample>::output_type, 40> levels{};
    array<typename mfccs<Sample>::output_type, 26> coefficients{};
    mels<Sample>{}.process(x, levels);
    mfccs<Sample>{}.process(x, coefficients);
    for (size_t c = 0; c < channels; ++c) {
      array<Sample, rows> block{};
      mote::frame_view<Sample, rows, channels>{x}.copy(c, block);
      mote::hann_window<Sample, rows>.process(block, block);
      const auto transformed = mote::rfft(block);
      array<Sample, 20> band{};
      array<Sample, 13> coefficient{};
      mote::mel<Sample, options>{}.process(transformed, band);
      mote::mfcc<Sample, options>{}.process(transformed, coefficient);
      for (size_t i = 0; i < 20; ++i) EXPECT_EQ(levels[c * 20 + i], band[i]) << loud << " " << i;
      for (size_t i = 0; i < 13; ++i) EXPECT_EQ(coefficients[c * 13 + i], coefficient[i]) << loud;
    }
  }
}

TEST(CepstralFeatures, OfFloatAreThoseOfMelAndMfcc) { expect_parts<float>(); }
TEST(CepstralFeatures, OfInt16AreThoseOfMelAndMfcc) { expect_parts<int16_t>(); }

}  // namespace
