#include "mote/transform/stft.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <vector>

#include "data/signal.hpp"
#include "data/transform/stft.hpp"

namespace {

using mote::array;
using mote::bins;
using mote::span;
using mote::stft;

static_assert(sizeof(stft<int16_t, 512, 160>) <= 2 * (2 * 512 - 160) + 8);
static_assert(sizeof(stft<int16_t, 64, 64>) <= 2 * 65 + 8, "no overlap: the frame alone");
static_assert(stft<float, 64, 24>::frames(300) == golden::stft_plain_frames);
static_assert(stft<float, 64, 90 - 64>::frames(63) == 0);
static_assert(stft<float, 64, 24>::frames(64) == 1);

constexpr mote::window<float, 64> blackman{mote::windows::blackman};

template <class Sample>
std::vector<Sample> samples(size_t count, size_t zeros = 0) {
  std::vector<Sample> x(zeros);
  mote_test::signal next;
  for (size_t i = 0; i < count; ++i) {
    const int16_t sample = next();
    if constexpr (mote::traits::same<Sample, float>) {
      x.push_back(static_cast<float>(sample) / 32768.0f);
    } else {
      x.push_back(static_cast<Sample>(sample * (sizeof(Sample) == 4 ? 65536 : 1)));
    }
  }
  x.insert(x.end(), zeros, Sample{});
  return x;
}

/// What comes out of one object, frame after frame, in real numbers.
template <class Stft, class Sample>
std::vector<std::vector<double>> run(Stft& transform, const std::vector<Sample>& x, size_t piece) {
  std::vector<std::vector<double>> out;
  for (size_t at = 0; at < x.size(); at += piece) {
    span<const Sample> part{x.data() + at, x.size() - at < piece ? x.size() - at : piece};
    while (transform.push(part)) {
      std::vector<double> values;
      const auto frame = transform.frame();
      for (const Sample value : frame.values()) {
        const int bits = mote::numeric<Sample>::fraction_bits;
        values.push_back(ldexp(static_cast<double>(value), frame.exponent() - bits));
      }
      out.push_back(values);
    }
    EXPECT_TRUE(part.empty()) << "every sample is taken";
  }
  return out;
}

template <size_t N>
void expect_golden(const std::vector<std::vector<double>>& frames, size_t count,
                   const double (&expected)[N], double bound) {
  ASSERT_EQ(frames.size(), count);
  static_assert(N == 3 * 33 * 2);
  for (size_t f = 0; f < 3; ++f) {
    const double* golden = expected + f * 66;
    EXPECT_NEAR(frames[f][0], golden[0], bound);
    EXPECT_NEAR(frames[f][1], golden[64], bound);
    for (size_t i = 2; i < 64; ++i) EXPECT_NEAR(frames[f][i], golden[i], bound) << f << " " << i;
  }
}

template <class Sample>
class Stft : public ::testing::Test {};
using Samples = ::testing::Types<float, int16_t, int32_t>;
TYPED_TEST_SUITE(Stft, Samples, );

template <class Sample>
double bound() {
  return mote::numeric<Sample>::fraction_bits == 15 ? 4e-3 : 1e-5;
}

TYPED_TEST(Stft, EqualsLibrosa) {
  stft<TypeParam, 64, 24> transform;
  expect_golden(run(transform, samples<TypeParam>(300), 300), golden::stft_plain_frames,
                golden::stft_plain, bound<TypeParam>());
}

TYPED_TEST(Stft, OfCentredFramesNeedsZerosAtBothEnds) {
  stft<TypeParam, 64, 24> transform;
  expect_golden(run(transform, samples<TypeParam>(300, 32), 300), golden::stft_centered_frames,
                golden::stft_centered, bound<TypeParam>());
}

TYPED_TEST(Stft, DoesNotDependOnThePiecesThatSamplesComeIn) {
  const std::vector<TypeParam> x = samples<TypeParam>(500);
  stft<TypeParam, 64, 24> at_once;
  const auto expected = run(at_once, x, 500);
  EXPECT_EQ(expected.size(), at_once.frames(500));
  for (const size_t piece : {1u, 7u, 24u, 64u, 499u}) {
    stft<TypeParam, 64, 24> transform;
    EXPECT_EQ(run(transform, x, piece), expected) << piece;
    transform.reset();
    EXPECT_EQ(run(transform, x, piece), expected) << "after reset";
  }
}

TYPED_TEST(Stft, PushTakesNoMoreThanAFrame) {
  std::vector<TypeParam> x = samples<TypeParam>(100);
  stft<TypeParam, 64, 24> transform;
  span<TypeParam> rest{x.data(), x.size()};  // samples that may be written are taken as well
  EXPECT_TRUE(transform.push(rest));
  EXPECT_EQ(rest.size(), 36u);
  EXPECT_EQ(rest.data(), x.data() + 64);
  EXPECT_TRUE(transform.push(rest));
  EXPECT_EQ(rest.size(), 12u);
  EXPECT_FALSE(transform.push(rest));
  EXPECT_TRUE(rest.empty());
  EXPECT_FALSE(transform.push(rest)) << "nothing to take";
}

TYPED_TEST(Stft, BySampleEqualsByPieces) {
  const std::vector<TypeParam> x = samples<TypeParam>(300);
  stft<TypeParam, 64, 24> pieces;
  const auto expected = run(pieces, x, 300);
  stft<TypeParam, 64, 24> transform;
  size_t f = 0;
  for (const TypeParam sample : x) {
    if (!transform.push(sample)) continue;
    const int bits = mote::numeric<TypeParam>::fraction_bits;
    const auto frame = transform.frame();
    for (size_t i = 0; i < 64; ++i) {
      const double value = static_cast<double>(frame[i]);
      EXPECT_EQ(ldexp(value, frame.exponent() - bits), expected[f][i]);
    }
    ++f;
  }
  EXPECT_EQ(f, expected.size());
}

/// Every frame is window and rfft of its own samples, whatever the hop.
template <size_t Hop>
void expect_frames() {
  const std::vector<float> x = samples<float>(400);
  stft<float, 64, Hop, blackman> transform;
  const auto out = run(transform, x, 50);
  ASSERT_EQ(out.size(), transform.frames(400));
  for (size_t f = 0; f < out.size(); ++f) {
    array<float, 64> frame{};
    for (size_t i = 0; i < 64; ++i) frame[i] = x[f * Hop + i];
    blackman.process(frame, frame);
    mote::rfft(frame);
    for (size_t i = 0; i < 64; ++i) EXPECT_EQ(out[f][i], static_cast<double>(frame[i])) << f;
  }
}

TEST(StftHop, IsAnyNumberUpToTheLength) {
  expect_frames<1>();
  expect_frames<16>();
  expect_frames<33>();
  expect_frames<63>();
  expect_frames<64>();
}

TEST(StftFrame, AfterResetToAValueIsThatOfASteadySignal) {
  stft<int16_t, 64, 24> steady, fresh;
  for (int i = 0; i < 64 + 24; ++i) static_cast<void>(steady.push(int16_t{1000}));
  fresh.reset(1000);
  for (int i = 0; i < 23; ++i) ASSERT_FALSE(fresh.push(int16_t{1000}));
  ASSERT_TRUE(fresh.push(int16_t{1000}));
  const auto a = steady.frame(), b = fresh.frame();
  EXPECT_EQ(a.exponent(), b.exponent());
  for (size_t i = 0; i < 64; ++i) EXPECT_EQ(a[i], b[i]) << i;
  for (int i = 0; i < 24; ++i) ASSERT_EQ(fresh.push(int16_t(i)), steady.push(int16_t(i))) << i;
  for (size_t i = 0; i < 64; ++i) EXPECT_EQ(steady.frame()[i], fresh.frame()[i]) << i;

  stft<int16_t, 64, 64> apart;
  apart.reset(1000);
  for (int i = 0; i < 63; ++i) ASSERT_FALSE(apart.push(int16_t{5})) << "no frame shares samples";
  EXPECT_TRUE(apart.push(int16_t{5}));
}

TEST(StftFrame, MayBeOverwritten) {
  const std::vector<int16_t> x = samples<int16_t>(300);
  stft<int16_t, 64, 24> untouched;
  const auto expected = run(untouched, x, 300);
  stft<int16_t, 64, 24> transform;
  size_t f = 0;
  span<const int16_t> rest{x.data(), x.size()};
  while (transform.push(rest)) {
    const auto frame = transform.frame();
    for (size_t i = 0; i < 64; ++i) {
      EXPECT_EQ(ldexp(frame[i], frame.exponent() - 15), expected[f][i]);
      frame[i] = 32767;
    }
    ++f;
  }
  EXPECT_EQ(f, expected.size());
}

}  // namespace
