#include "mote/feature/spectrum.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <random>
#include <vector>

#include "mote/transform/spectrum.hpp"
#include "mote/transform/window.hpp"

namespace {

using mote::array;
using mote::spectrum_shape;

/// Each number by its definition, in double.
struct reference {
  double total = 0, centroid = 0, spread = 0, flatness = 0, entropy = 0, crest = 0;
  std::vector<double> below;

  reference(const std::vector<double>& p, double least) {
    const double n = static_cast<double>(p.size());
    double most = 0, moment = 0, logs = 0, bounded = 0;
    for (size_t k = 0; k < p.size(); ++k) {
      total += p[k];
      below.push_back(total);
      moment += static_cast<double>(k) * p[k];
      most = fmax(most, p[k]);
      logs += log(fmax(p[k], least));
      bounded += fmax(p[k], least);
    }
    flatness = exp(logs / n) / (bounded / n);
    if (total == 0) return;
    centroid = moment / total;
    crest = most * n / total;
    for (size_t k = 0; k < p.size(); ++k) {
      const double away = static_cast<double>(k) - centroid, share = p[k] / total;
      spread += away * away * share;
      if (share > 0) entropy -= share * log2(share);
    }
    spread = sqrt(spread);
  }
};

/// Spectra of many kinds: noise, lines, slopes, silence, full scale.
template <class Power, size_t N>
array<Power, N> powers(std::minstd_rand& random, int kind, double full) {
  array<Power, N> out{};
  const double slope = static_cast<double>(random() % 1000) / 1000;
  const size_t line = random() % N, other = random() % N;
  for (size_t k = 0; k < N; ++k) {
    const double noise = -log((1 + static_cast<double>(random() % 1000000)) / 1000001);
    double p = 0;
    if (kind == 0) p = full / 20 * noise;
    if (kind == 1) p = k == line ? full : 0;
    if (kind == 2) p = (k == line ? full : k == other ? full * slope : 0) + full * 1e-6 * noise;
    if (kind == 3) p = full * pow(slope, static_cast<double>(k)) * (noise + 0.01);
    if (kind == 4) p = full;
    if (kind == 5) p = full * pow(2, -31) * static_cast<double>(random() % 3);
    out[k] = static_cast<Power>(fmin(p, full));
  }
  return out;
}

template <size_t N>
void expect_float_shapes() {
  std::minstd_rand random{N};
  for (int i = 0; i < 300; ++i) {
    const auto p = powers<float, N>(random, i % 6, pow(10, static_cast<double>(i % 12) - 6));
    const reference exact(std::vector<double>(p.begin(), p.end()), 1e-10);
    const spectrum_shape<float, N> shape{p};
    const auto expect = [&](float got, double wanted, const char* what) {
      EXPECT_NEAR(static_cast<double>(got), wanted, 1e-5 * fabs(wanted) + 1e-30)
          << what << " " << i;
    };
    expect(shape.total(), exact.total, "total");
    expect(shape.band(0, N), exact.total, "band");
    expect(shape.band(1, 3), exact.below[2] - exact.below[0], "band");
    expect(shape.centroid(), exact.centroid, "centroid");
    EXPECT_NEAR(static_cast<double>(shape.spread()), exact.spread, 1e-5 * exact.spread + 1e-5 * N);
    EXPECT_NEAR(static_cast<double>(shape.flatness()), exact.flatness, 3e-5 * exact.flatness);
    EXPECT_NEAR(static_cast<double>(shape.entropy()), exact.entropy, 1e-5 * exact.entropy + 1e-6);
    expect(shape.crest(), exact.crest, "crest");
    for (const float share : {0.0f, 0.5f, 0.85f, 1.0f}) {
      const size_t k = static_cast<size_t>(shape.rolloff(share));
      const double wanted = static_cast<double>(share) * exact.total;
      EXPECT_GE(exact.below[k], wanted * (1 - 1e-5));
      if (k > 0) {
        EXPECT_LE(exact.below[k - 1], wanted * (1 + 1e-5));
      }
    }
  }
}
TEST(SpectrumShape, OfFloatIsWhatItsDefinitionSays) {
  expect_float_shapes<3>();
  expect_float_shapes<65>();
  expect_float_shapes<4097>();
}

template <size_t N>
void expect_integer_shapes() {
  std::minstd_rand random{N};
  for (int i = 0; i < 300; ++i) {
    auto p = powers<uint32_t, N>(random, i % 6, i % 4 == 0 ? 4294967295.0 : 2147483648.0);
    const reference exact(std::vector<double>(p.begin(), p.end()), 1);
    const spectrum_shape<uint32_t, N> shape{mote::scaled(p, -3)};
    EXPECT_EQ(shape.exponent(), -3);
    EXPECT_EQ(static_cast<double>(shape.total()), exact.total);
    EXPECT_EQ(static_cast<double>(shape.band(1, 3)), exact.below[2] - exact.below[0]);
    EXPECT_NEAR(shape.centroid() / 65536.0, exact.centroid, 1.0 / 65536 + N * pow(2, -31)) << i;
    EXPECT_NEAR(shape.spread() / 65536.0, exact.spread, 1.0 / 512) << i;
    EXPECT_NEAR(shape.flatness() / 256.0, 10 * log10(exact.flatness), 0.006) << i;
    EXPECT_NEAR(shape.entropy() / 4096.0, exact.entropy, 8.0 / 4096) << i;
    if (exact.total > 0) {
      EXPECT_NEAR(shape.crest() / 256.0, 10 * log10(exact.crest), 0.006) << i;
    }
    for (const uint16_t share : {uint16_t{0}, uint16_t{16384}, uint16_t{27853}, uint16_t{32768}}) {
      const size_t k = shape.rolloff(share);
      const double wanted = share * exact.total / 32768;
      EXPECT_GE(exact.below[k] + 1, wanted);
      if (k > 0) {
        EXPECT_LE(exact.below[k - 1], wanted);
      }
    }
  }
}
TEST(SpectrumShape, OfIntegersStaysWithinItsBounds) {
  expect_integer_shapes<3>();
  expect_integer_shapes<65>();
  expect_integer_shapes<4097>();
}

TEST(SpectrumShape, OfSilenceIsNothing) {
  const array<float, 9> quiet{};
  const spectrum_shape<float, 9> a{quiet};
  EXPECT_EQ(a.centroid() + a.spread() + a.rolloff() + a.dominant() + a.entropy() + a.crest(), 0);
  EXPECT_EQ(a.flatness(), 1);
  array<uint32_t, 9> none{};
  const spectrum_shape<uint32_t, 9> b{mote::scaled(none, 0)};
  EXPECT_EQ(b.centroid() + b.spread() + b.rolloff() + b.dominant(), 0u);
  EXPECT_EQ(b.entropy() + b.crest() + b.flatness(), 0);
}

/// A tone between two bins, through a Hann window.
TEST(SpectrumShape, FindsATone) {
  constexpr size_t n = 256;
  std::minstd_rand random{4};
  for (int i = 0; i < 500; ++i) {
    const double bin = 3 + static_cast<double>(random() % 1220000) / 10000;
    const double phase = static_cast<double>(random() % 6283) / 1000;
    array<float, n> x{};
    array<int16_t, n> y{};
    for (size_t k = 0; k < n; ++k) {
      const double s = cos(2 * 3.14159265358979323846 * bin * static_cast<double>(k) / n + phase);
      x[k] = static_cast<float>(s);
      y[k] = static_cast<int16_t>(lrint(30000 * s));
    }
    mote::hann_window<float, n>.process(x, x);
    mote::hann_window<int16_t, n>.process(y, y);
    array<float, n / 2 + 1> px{};
    array<uint32_t, n / 2 + 1> py{};
    const spectrum_shape a{mote::power_spectrum(mote::bins(mote::rfft(x)), px)};
    const spectrum_shape b{mote::power_spectrum(mote::bins(mote::rfft(y)), py)};
    ASSERT_NEAR(static_cast<double>(a.dominant()), bin, 0.02) << bin;
    ASSERT_NEAR(b.dominant() / 65536.0, bin, 0.02) << bin;
    ASSERT_NEAR(static_cast<double>(a.centroid()), bin, 0.1) << bin;
  }
}

TEST(SpectrumShape, IsTheSameOnEveryCore) {
  std::minstd_rand random{7};
  uint32_t sum = 0;
  for (int i = 0; i < 60; ++i) {
    array<uint32_t, 33> p{};
    for (uint32_t& v : p) {
      const uint32_t high = static_cast<uint32_t>(random());
      v = (high << 1) >> (random() % 32);
    }
    const spectrum_shape<uint32_t, 33> s{mote::scaled(p, 0)};
    for (const uint32_t v :
         {static_cast<uint32_t>(s.total()), s.centroid(), s.spread(), s.dominant(),
          uint32_t{s.rolloff()}, uint32_t{s.entropy()}, static_cast<uint32_t>(s.flatness()),
          static_cast<uint32_t>(s.crest())}) {
      sum = sum * 31 + v;
    }
  }
  EXPECT_EQ(sum, 3872021516u);
}

}  // namespace
