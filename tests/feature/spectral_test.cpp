#include "mote/feature/spectral.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <random>

#include "mote/pipeline/stage.hpp"

namespace {

using mote::array;
using mote::frame_view;
using mote::span;
using mote::spectral::kind;

inline constexpr array<mote::spectral::feature, 10> chosen = {{{kind::centroid},
                                                               {kind::spread},
                                                               {kind::rolloff},
                                                               {kind::dominant},
                                                               {kind::flatness},
                                                               {kind::entropy},
                                                               {kind::crest},
                                                               {kind::level},
                                                               mote::spectral::band(0, 3),
                                                               mote::spectral::band(3, 33)}};
constexpr size_t rows = 64, channels = 3, bins = rows / 2 + 1, kinds = chosen.size();

template <class Sample>
using features = mote::spectral_features<Sample, rows, channels, chosen>;

static_assert(mote::is_window_stage<features<float>>);
static_assert(mote::is_window_stage<features<int16_t>>);
static_assert(sizeof(features<int16_t>::scratch) == 2 * rows + 4 * bins);

/// Noise, tones, silence, full scale, a spike, alternation.
template <class Sample>
array<Sample, rows * channels> window(int which) {
  std::minstd_rand random{static_cast<unsigned>(which) + 1};
  const double full = mote::traits::same<Sample, float> ? 1 : 32767;
  array<Sample, rows * channels> out{};
  for (size_t i = 0; i < rows; ++i) {
    for (size_t c = 0; c < channels; ++c) {
      const double noise = static_cast<double>(random() % 65536) / 32768 - 1;
      const double n = static_cast<double>(i);
      double x = noise;
      switch ((which + static_cast<int>(c)) % 6) {
        case 1:
          x = 0.7 * sin(n * (0.3 + 0.2 * static_cast<double>(c))) + 0.01 * noise;
          break;
        case 2:
          x = 0;
          break;
        case 3:
          x = 1;
          break;
        case 4:
          x = i == 20 ? 1 : 0;
          break;
        case 5:
          x = i % 2 == 0 ? 1 : -1;
          break;
        default:
          break;
      }
      out[i * channels + c] = static_cast<Sample>(x * full);
    }
  }
  return out;
}

/// What the parts give that the stage is made of, one by one.
template <class Sample>
void expect_parts() {
  using out_type = typename features<Sample>::output_type;
  for (int which = 0; which < 24; ++which) {
    const auto x = window<Sample>(which);
    array<out_type, kinds * channels> out{};
    features<Sample>{}.process(x, out);
    for (size_t c = 0; c < channels; ++c) {
      array<Sample, rows> block{};
      frame_view<Sample, rows, channels>{x}.copy(c, block);
      mote::hann_window<Sample, rows>.process(block, block);
      array<mote::traits::choose_t<mote::traits::same<Sample, float>, float, uint32_t>, bins> p{};
      const auto power = mote::power_spectrum(mote::bins(mote::rfft(block)), p);
      const mote::spectrum_shape shape{power};
      size_t k = c;
      const auto next = [&] { return out[(k += channels) - channels]; };
      EXPECT_EQ(next(), static_cast<out_type>(shape.centroid()));
      EXPECT_EQ(next(), static_cast<out_type>(shape.spread()));
      EXPECT_EQ(next(), static_cast<out_type>(shape.rolloff()));
      EXPECT_EQ(next(), static_cast<out_type>(shape.dominant()));
      EXPECT_EQ(next(), static_cast<out_type>(shape.flatness()));
      EXPECT_EQ(next(), static_cast<out_type>(shape.entropy()));
      EXPECT_EQ(next(), static_cast<out_type>(shape.crest()));
      double total = 0, low = 0;
      for (size_t i = 0; i < bins; ++i) {
        const double worth = ldexp(static_cast<double>(p[i]), power.exponent());
        total += worth;
        if (i < 3) low += worth;
      }
      const bool real = mote::traits::same<Sample, float>;
      const double level = total > 0 ? 10 * log10(total / (real ? 1 : ldexp(1, 30))) : -100;
      const double share = total > 0 ? low / total : 0;
      const double unit = real ? 1 : 65536, error = real ? 1e-5 : 1.001;
      EXPECT_NEAR(static_cast<double>(next()), fmax(level, -100) * (real ? 1 : 256),
                  real ? 1e-4 : 2)
          << which << " " << c;
      EXPECT_NEAR(static_cast<double>(next()), share * unit, error) << which << " " << c;
      EXPECT_NEAR(static_cast<double>(next()), (total > 0 ? 1 - share : 0) * unit, error);
    }
  }
}

TEST(SpectralFeatures, OfFloatAreThoseOfItsParts) { expect_parts<float>(); }
TEST(SpectralFeatures, OfInt16AreThoseOfItsParts) { expect_parts<int16_t>(); }

TEST(SpectralFeatures, AreTheSameWhereverTheWindowLiesInItsRing) {
  const auto x = window<int16_t>(1);
  array<int32_t, kinds * channels> whole{}, out{};
  features<int16_t>::scratch scratch;
  features<int16_t>{}.process(x, whole);
  for (size_t first = 0; first <= rows; ++first) {
    const span<const int16_t> all{x};
    const frame_view<int16_t, rows, channels> in{all.first(first * channels),
                                                 all.last((rows - first) * channels)};
    features<int16_t>{}.process(in, out, scratch);
    ASSERT_EQ(out, whole) << first;
  }
}

TEST(SpectralFeatures, OfAChoiceAreThoseOfAll) {
  static constexpr array<mote::spectral::feature, 2> few = {{{kind::entropy}, {kind::level}}};
  const auto x = window<int16_t>(7);
  array<int32_t, kinds * channels> all{};
  array<int32_t, 2 * channels> some{};
  features<int16_t>{}.process(x, all);
  mote::spectral_features<int16_t, rows, channels, few>{}.process(x, some);
  for (size_t c = 0; c < channels; ++c) {
    EXPECT_EQ(some[c], all[5 * channels + c]);
    EXPECT_EQ(some[channels + c], all[7 * channels + c]);
  }
}

}  // namespace
