// A network along a series against the same layers on each whole window of it.
#include "mote/nn/stream.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "layers.hpp"

namespace {

namespace nn = mote::nn;
using nn::output;
using nn::padding;
using nn::range;
using nn::shape;
using nn::stride;
using nn::window;
using any = range<-3, -128, 127>;
enum class label : uint8_t { none, one, two };

template <class Sample>
using limits = std::conditional_t<std::is_same_v<Sample, float>, mote::activation::identity, any>;

/// Two rows a call: a convolution with a stride of 2 over four rows, so that one row comes out; a
/// depthwise one over three of these; a pointwise one; and all of the last four rows decide.
template <class Sample>
struct along {
  using to = limits<Sample>;
  static constexpr nn::input<Sample, shape<2, 1, 5>, 5> x{};
  static constexpr nn::recent<x, 4> x1{};
  static constexpr nn::conv2d<x1, layers::weights<Sample, 8, 20, 3>, window<4, 1, stride<2, 1>>, to,
                              output<1, 1>>
      x2{};
  static constexpr nn::recent<x2, 3> x3{};
  static constexpr nn::depthwise<x3, layers::weights<Sample, 8, 3, 6>, window<3, 1>, to,
                                 output<1, 1>>
      x4{};
  static constexpr nn::conv2d<x4, layers::weights<Sample, 6, 8, 9>, window<1, 1>, to, output<1, 1>>
      x5{};
  static constexpr nn::recent<x5, 4> x6{};
  static constexpr nn::dense<x6, layers::weights<Sample, 3, 24, 12>, to> x7{};
};
/// The same on 14 rows at once.
template <class Sample>
struct whole {
  using to = limits<Sample>;
  static constexpr nn::input<Sample, shape<14, 1, 5>, 5> x{};
  static constexpr nn::conv2d<x, layers::weights<Sample, 8, 20, 3>, window<4, 1, stride<2, 1>>, to,
                              output<6, 1>>
      x2{};
  static constexpr nn::depthwise<x2, layers::weights<Sample, 8, 3, 6>, window<3, 1>, to,
                                 output<4, 1>>
      x4{};
  static constexpr nn::conv2d<x4, layers::weights<Sample, 6, 8, 9>, window<1, 1>, to, output<4, 1>>
      x5{};
  static constexpr nn::dense<x5, layers::weights<Sample, 3, 24, 12>, to> x7{};
};
inline constexpr mote::network<label, along<int8_t>::x7> bytes{};
inline constexpr mote::network<label, whole<int8_t>::x7> bytes_at_once{};
inline constexpr mote::network<label, along<float>::x7> floats{};
inline constexpr mote::network<label, whole<float>::x7> floats_at_once{};
inline constexpr nn::softmax<along<int8_t>::x7, nn::scale<1073741824, -24>, -124> shares{};
inline constexpr mote::network<label, shares> with_shares{};

template <class Sample, size_t N>
std::array<Sample, N> drawn(std::mt19937& random) {
  std::array<Sample, N> numbers{};
  for (Sample& v : numbers)
    v = static_cast<Sample>(std::uniform_int_distribution<int>(-128, 127)(random));
  return numbers;
}

constexpr size_t width = 5, in_call = 2 * width, in_window = 14 * width;

template <class Sample, const auto& Along, const auto& AtOnce>
void expect_the_whole_window() {
  mote::stream<Along> stream;
  mote::workspace<AtOnce> ram;
  std::mt19937 random(7);
  for (int turn = 0; turn < 3; ++turn) {
    const auto series = drawn<Sample, 60 * in_call>(random);
    EXPECT_FALSE(stream.is_full());
    for (size_t call = 0; call < 60; ++call) {
      std::array<Sample, in_call> x;
      std::copy_n(series.begin() + call * in_call, in_call, x.begin());
      std::array<Sample, 3> found, expected;
      mote::run(Along, x, found, stream);
      ASSERT_EQ(stream.is_full(), call >= 6) << call;
      if (!stream.is_full()) continue;
      std::array<Sample, in_window> seen;
      std::copy_n(series.begin() + (call - 6) * in_call, in_window, seen.begin());
      mote::run(AtOnce, seen, expected, ram);
      for (size_t k = 0; k < 3; ++k) {
        if constexpr (sizeof(Sample) == 1) {
          ASSERT_EQ(found[k], expected[k]) << "call " << call << ", output " << k;
        } else {
          ASSERT_NEAR(double{found[k]}, double{expected[k]},
                      1e-5 * (std::abs(double{expected[k]}) + 100));
        }
      }
    }
    stream.reset();
  }
}
TEST(Stream, OfBytesAnswersAsOnTheWholeWindow) {
  expect_the_whole_window<int8_t, bytes, bytes_at_once>();
}
TEST(Stream, OfFloatsAnswersAsOnTheWholeWindow) {
  expect_the_whole_window<float, floats, floats_at_once>();
}

TEST(Stream, BeginsWithRowsOfZerosAndAfterAResetAgain) {
  // What comes first is as if 12 rows of zero points had come before.
  mote::stream<bytes> fresh, used;
  std::mt19937 random(8);
  int8_t out[3], again[3];
  for (int i = 0; i < 20; ++i) mote::run(bytes, drawn<int8_t, in_call>(random), out, used);
  used.reset();
  const auto series = drawn<int8_t, 8 * in_call>(random);
  for (size_t call = 0; call < 8; ++call) {
    std::array<int8_t, in_call> x;
    std::copy_n(series.begin() + call * in_call, in_call, x.begin());
    mote::run(bytes, x, out, fresh);
    mote::run(bytes, x, again, used);
    for (size_t k = 0; k < 3; ++k) ASSERT_EQ(out[k], again[k]) << call;
    if (call > 0) continue;
    // By hand: the layers on their zero points and the first rows.
    std::array<int8_t, 20> first;
    first.fill(5);
    std::copy_n(x.begin(), in_call, first.begin() + in_call);
    std::array<int8_t, 24> three, decided;
    three.fill(any::zero);
    decided.fill(any::zero);
    using of = along<int8_t>;
    alignas(4) int8_t space[1024];
    decltype(of::x2)::run(first.data(), three.data() + 16, space);
    decltype(of::x4)::run(three.data(), space + 512, space);
    decltype(of::x5)::run(space + 512, decided.data() + 18, space);
    decltype(of::x7)::run(decided.data(), again, space);
    for (size_t k = 0; k < 3; ++k) ASSERT_EQ(out[k], again[k]);
  }
}

TEST(Stream, HasTheVerbsOfANetwork) {
  mote::stream<with_shares> one, two, three, four;
  std::mt19937 random(9);
  for (int i = 0; i < 20; ++i) {
    const auto x = drawn<int8_t, in_call>(random);
    int8_t out[3];
    mote::run(with_shares, x, out, one);
    const auto scores = mote::score(with_shares, x, two);
    const auto proba = mote::predict_proba(with_shares, x, three);
    size_t best = 0;
    for (size_t k = 0; k < 3; ++k) {
      EXPECT_EQ(proba[k], out[k]);
      if (scores[k] > scores[best]) best = k;
    }
    EXPECT_EQ(mote::predict(with_shares, x, four), static_cast<label>(best));
  }
}

TEST(Stream, SaysWhatItKeeps) {
  EXPECT_EQ(bytes.state_bytes, 4u * 5 + 3 * 8 + 4 * 6);
  EXPECT_EQ(floats.state_bytes, 4u * (4 * 5 + 3 * 8 + 4 * 6));
  EXPECT_EQ(bytes.calls_to_fill, 7u);
  EXPECT_EQ(bytes_at_once.state_bytes, 0u);
  EXPECT_EQ(bytes_at_once.calls_to_fill, 1u);
  EXPECT_LE(bytes.workspace_bytes, 24u);  // what is kept is not there once more
  EXPECT_LE(sizeof(mote::stream<bytes>), bytes.state_bytes + bytes.workspace_bytes + 16);
}

}  // namespace
