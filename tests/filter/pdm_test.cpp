#include "mote/filter/pdm.hpp"

#include <gtest/gtest.h>
#include <math.h>
#include <stdint.h>

#include <vector>

#include "mote/design/cic_compensator.hpp"
#include "mote/filter/fir_resample.hpp"

namespace {

using mote::bit_order;
using mote::pdm_decimator;
using mote::size_t;
using mote::span;

constexpr double pi = 3.14159265358979323846;

static_assert(sizeof(pdm_decimator<64>) == 40);
constexpr uint8_t ones[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
                              255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
                              255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
constexpr int16_t settled() {
  pdm_decimator<32> filter;
  int16_t out[8] = {};
  filter.process(ones, out);
  return out[7];
}
static_assert(settled() == 32767, "at compile time too");

/// The taps: a row of `factor` ones, four times folded with itself.
std::vector<int64_t> taps_of(size_t factor) {
  std::vector<int64_t> taps{1};
  for (int s = 0; s < 4; ++s) {
    std::vector<int64_t> next(taps.size() + factor - 1);
    for (size_t i = 0; i < taps.size(); ++i) {
      for (size_t j = 0; j < factor; ++j) next[i + j] += taps[i];
    }
    taps = next;
  }
  return taps;
}

int bit_at(const std::vector<uint8_t>& bytes, size_t i, bit_order order) {
  const size_t place = order == bit_order::msb_first ? 7 - i % 8 : i % 8;
  return (bytes[i / 8] >> place) & 1;
}

std::vector<uint8_t> random_bytes(size_t count, uint32_t seed) {
  std::vector<uint8_t> bytes(count);
  for (uint8_t& byte : bytes) {
    seed = seed * 1664525u + 1013904223u;
    byte = static_cast<uint8_t>(seed >> 24);
  }
  return bytes;
}

template <size_t Factor, bit_order Order>
void expect_exact_means(const std::vector<uint8_t>& bytes) {
  const std::vector<int64_t> taps = taps_of(Factor);
  const int64_t full = int64_t{Factor} * Factor * Factor * Factor;
  std::vector<int16_t> y(bytes.size() * 8 / Factor);
  pdm_decimator<Factor, Order> filter;
  // In blocks of one, two, three, ... samples.
  size_t made = 0;
  for (size_t count = 1; made < y.size(); ++count) {
    const size_t some = count < y.size() - made ? count : y.size() - made;
    filter.process(span<const uint8_t>(bytes.data() + made * Factor / 8, some * Factor / 8),
                   span<int16_t>(y.data() + made, some));
    made += some;
  }
  for (size_t i = 0; i < y.size(); ++i) {
    const size_t newest = Factor * (i + 1) - 1;
    if (newest + 1 < taps.size()) continue;
    int64_t sum = 0;
    for (size_t k = 0; k < taps.size(); ++k) sum += taps[k] * bit_at(bytes, newest - k, Order);
    const int64_t steps = (2 * sum * 65536 + full) / (2 * full);
    ASSERT_EQ(y[i], (steps > 65535 ? 65535 : steps) - 32768) << i;
  }
}

TEST(PdmDecimator, GivesTheExactMeanOfFourCascadedMeans) {
  const auto bytes = random_bytes(16 * 9 * 5 * 3, 1);
  expect_exact_means<16, bit_order::msb_first>(bytes);
  expect_exact_means<24, bit_order::lsb_first>(bytes);
  expect_exact_means<32, bit_order::lsb_first>(bytes);
  expect_exact_means<40, bit_order::msb_first>(bytes);
  expect_exact_means<48, bit_order::msb_first>(bytes);
  expect_exact_means<64, bit_order::msb_first>(bytes);
  expect_exact_means<64, bit_order::lsb_first>(bytes);
  expect_exact_means<72, bit_order::msb_first>(bytes);
  expect_exact_means<120, bit_order::msb_first>(bytes);
  expect_exact_means<128, bit_order::lsb_first>(bytes);
}

TEST(PdmDecimator, SaturatesAtItsEnds) {
  std::vector<uint8_t> bytes(8 * 40, 255);
  bytes.insert(bytes.end(), 8 * 40, 0);
  expect_exact_means<64, bit_order::msb_first>(bytes);
  expect_exact_means<128, bit_order::msb_first>(bytes);
}

TEST(PdmDecimator, StartsFromSilence) {
  const std::vector<uint8_t> silence(8 * 20, 0x55);
  pdm_decimator<64> filter;
  int16_t y[20];
  filter.process(span<const uint8_t>(silence.data(), silence.size()), y);
  // Of the alternation half a period is missing; without the right past it would start at -32768.
  for (int i = 0; i < 20; ++i) EXPECT_NEAR(y[i], 0, i < 3 ? 200 : 1);
}

TEST(PdmDecimator, IsAsNewAfterReset) {
  const auto bytes = random_bytes(8 * 30, 2);
  pdm_decimator<64> used, fresh;
  int16_t a[30], b[30];
  const span<const uint8_t> in(bytes.data(), bytes.size());
  used.process(in, a);
  used.reset();
  used.process(in, a);
  fresh.process(in, b);
  for (int i = 0; i < 30; ++i) EXPECT_EQ(a[i], b[i]);
}

/// Second order, with two integrators.
struct second_order {
  double first = 0, second = 0;
  int operator()(double x) {
    const int bit = second >= 0 ? 1 : 0;
    const double back = bit != 0 ? 1 : -1;
    first += x - back;
    second += first - 2 * back;
    return bit;
  }
};

/// Fourth order: noise is shaped by (1 - z^-1)^4 / A(z) of a Butterworth high pass, whose largest
/// gain is 1.5 (R. Schreier, G. Temes, Understanding Delta-Sigma Data Converters, 2005).
struct fourth_order {
  double noise[4] = {}, shaped[4] = {};
  int operator()(double x) {
    constexpr double b[4] = {-4, 6, -4, 1};
    constexpr double a[4] = {-3.1943643157760087, 3.892021387732839, -2.1358363653772914,
                             0.4444445977805337};
    double feedback = 0;
    for (int i = 0; i < 4; ++i) feedback += (b[i] - a[i]) * noise[i] - a[i] * shaped[i];
    const double wanted = x + feedback;
    const int bit = wanted >= 0 ? 1 : 0;
    for (int i = 3; i > 0; --i) {
      noise[i] = noise[i - 1];
      shaped[i] = shaped[i - 1];
    }
    noise[0] = (bit != 0 ? 1 : -1) - wanted;
    shaped[0] = feedback;
    return bit;
  }
};

template <class Modulator>
std::vector<uint8_t> modulated(size_t bits, double amplitude, double cycles_per_bit) {
  Modulator modulator;
  std::vector<uint8_t> bytes(bits / 8);
  for (size_t i = 0; i < bits; ++i) {
    const double x = amplitude * sin(2 * pi * cycles_per_bit * static_cast<double>(i));
    bytes[i / 8] = static_cast<uint8_t>(2 * bytes[i / 8] + modulator(x));
  }
  return bytes;
}

/// Power of the tone, of unknown phase, over the power of all that is not the tone or a constant.
double snr(const std::vector<int16_t>& y, double cycles_per_sample, double* amplitude) {
  const size_t skip = 40, n = y.size() - skip;
  // Whole periods only, so that sine, cosine and constant are orthogonal.
  double mean = 0, re = 0, im = 0, rest = 0;
  for (size_t i = 0; i < n; ++i) mean += y[skip + i] / static_cast<double>(n);
  for (size_t i = 0; i < n; ++i) {
    const double angle = 2 * pi * cycles_per_sample * static_cast<double>(i);
    re += 2 * y[skip + i] * cos(angle) / static_cast<double>(n);
    im += 2 * y[skip + i] * sin(angle) / static_cast<double>(n);
  }
  for (size_t i = 0; i < n; ++i) {
    const double angle = 2 * pi * cycles_per_sample * static_cast<double>(i);
    const double d = y[skip + i] - mean - re * cos(angle) - im * sin(angle);
    rest += d * d / static_cast<double>(n);
  }
  *amplitude = sqrt(re * re + im * im) / 32768;
  return 10 * log10((re * re + im * im) / 2 / rest);
}

template <class Modulator>
double snr_of_cic(double cycles_per_sample, double* amplitude) {
  const auto bytes = modulated<Modulator>(64 * 552, 0.5, cycles_per_sample / 64);
  std::vector<int16_t> y(552);
  pdm_decimator<64> filter;
  filter.process(span<const uint8_t>(bytes.data(), bytes.size()), span<int16_t>(y.data(), 552));
  return snr(y, cycles_per_sample, amplitude);
}

TEST(PdmDecimator, KeepsTheSignalOfATone) {
  double amplitude = 0;
  const double second = snr_of_cic<second_order>(1.0 / 64, &amplitude);
  EXPECT_GT(second, 75);
  EXPECT_NEAR(amplitude, 0.5, 0.002);
  const double fourth = snr_of_cic<fourth_order>(1.0 / 64, &amplitude);
  EXPECT_GT(fourth, 89);
  EXPECT_NEAR(amplitude, 0.5, 0.002);
}

// Half the factor, and a low pass that undoes the droop and halves the rate.
constexpr auto half_band = mote::cic_compensator<64>(4, 32, 0.22, 1, mote::windows::kaiser(7));

template <class Modulator>
double snr_of_both(double cycles_per_sample, double* amplitude) {
  const auto bytes = modulated<Modulator>(64 * 552, 0.5, cycles_per_sample / 64);
  std::vector<int16_t> y(1104);
  pdm_decimator<32> cic;
  mote::fir_decimator<int16_t, 64, 2> low_pass{half_band};
  cic.process(span<const uint8_t>(bytes.data(), bytes.size()), span<int16_t>(y.data(), 1104));
  low_pass.process(span<const int16_t>(y.data(), 1104), span<int16_t>(y.data(), 1104));
  y.resize(552);
  return snr(y, cycles_per_sample, amplitude);
}

TEST(PdmDecimator, WithALowPassBehindItIsFlat) {
  double amplitude = 0;
  for (const double cycles : {1.0 / 64, 1.0 / 8, 1.0 / 4, 5.0 / 16}) {
    const double second = snr_of_both<second_order>(cycles, &amplitude);
    EXPECT_GT(second, 70) << cycles;
    EXPECT_NEAR(amplitude, 0.5, 0.003) << cycles;
    const double fourth = snr_of_both<fourth_order>(cycles, &amplitude);
    EXPECT_GT(fourth, 86) << cycles;
    EXPECT_NEAR(amplitude, 0.5, 0.003) << cycles;
  }
}

}  // namespace
