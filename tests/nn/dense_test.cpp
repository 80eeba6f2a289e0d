#include "mote/nn/dense.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include <random>

namespace {

namespace activation = mote::activation;

/// The numbers of a layer as a network hands them over.
template <class Layer>
struct parts_of {
  const Layer& layer;
  auto start() const { return layer.start.data(); }
  auto weights() const { return layer.weights.data(); }
  auto factors() const { return layer.factors.data(); }
  auto shifts() const { return layer.shifts.data(); }
};

template <class Activation, class Sample, size_t Inputs, size_t Outputs, int Format>
void expect_layer(uint32_t seed) {
  using layer = mote::dense<Activation, Sample, Inputs, Outputs, Format>;
  std::mt19937 random(seed);
  const auto any = [&](int32_t most) {
    return std::uniform_int_distribution<int32_t>(-most, most)(random);
  };
  layer one{};
  for (int32_t& v : one.start) v = any(100000);
  for (Sample& v : one.weights) v = static_cast<Sample>(any(120));
  for (int32_t& v : one.factors) v = (1 << 30) + (any((1 << 29) - 1) + (1 << 29));
  for (uint8_t& v : one.shifts) v = static_cast<uint8_t>(sizeof(Sample) == 1 ? 8 : 4);
  ASSERT_TRUE(one.valid());
  for (int turn = 0; turn < 20; ++turn) {
    Sample x[Inputs];
    const int32_t most = sizeof(Sample) == 1 ? 127 : 32767;
    for (Sample& v : x) v = static_cast<Sample>(turn == 0 ? -most - 1 : any(most));
    int32_t sums[Outputs];
    Sample out[Outputs];
    layer::run(parts_of<layer>{one}, x, sums, out);
    for (size_t k = 0; k < Outputs; ++k) {
      int64_t sum = one.start[k];
      for (size_t i = 0; i < Inputs; ++i) sum += int64_t{x[i]} * one.weights[k * Inputs + i];
      int64_t whole = mote::kernel::requantized(static_cast<int32_t>(sum), one.factors[k],
                                                one.shifts[k], mote::target::scalar{});
      if constexpr (Activation::is_curve) {
        whole = whole < -32768 ? -32768 : whole > 32767 ? 32767 : whole;
        whole = Activation::template of<Sample, Format>(static_cast<int32_t>(whole));
      } else {
        whole += Format;
        const int64_t lowest =
            mote::traits::same<Activation, activation::relu> ? Format : -most - 1;
        whole = whole < lowest ? lowest : whole > most ? most : whole;
      }
      ASSERT_EQ(out[k], whole) << Inputs << " x " << Outputs << " output " << k;
    }
  }
}

TEST(Dense, OfIntegersIsItsSumsThroughTheActivation) {
  expect_layer<activation::relu, int8_t, 64, 32, -128>(1);
  expect_layer<activation::relu, int8_t, 7, 3, 0>(2);
  expect_layer<activation::identity, int8_t, 16, 5, 10>(3);
  expect_layer<activation::logistic, int8_t, 33, 9, 11>(4);
  expect_layer<activation::tanh, int8_t, 1, 1, 5>(5);
  expect_layer<activation::relu, int16_t, 20, 10, 0>(6);
  expect_layer<activation::identity, int16_t, 3, 2, -7>(7);
  expect_layer<activation::logistic, int16_t, 9, 4, 8>(8);
  expect_layer<activation::tanh, int16_t, 8, 6, 12>(9);
}

TEST(Dense, KnowsWhichNumbersItsSumsCannotTake) {
  mote::dense<activation::relu, int8_t, 2, 2> layer{};
  EXPECT_FALSE(layer.valid()) << "a shift of 0";
  layer.shifts = {{1, 31}};
  EXPECT_TRUE(layer.valid());
  layer.start[1] = (1 << 30) - 1;
  EXPECT_TRUE(layer.valid());
  layer.weights[3] = -1;
  EXPECT_FALSE(layer.valid()) << "a sum of more than 30 bits";
  EXPECT_TRUE(layer.valid(0, 2)) << "which is in the second row";
  layer.start[1] = 0;
  layer.factors[0] = -1;
  EXPECT_FALSE(layer.valid());
  layer.factors[0] = 0x7fffffff;
  EXPECT_TRUE(layer.valid());
  layer.shifts[0] = 32;
  EXPECT_FALSE(layer.valid());

  mote::dense_sums<int16_t, 2, 1> last{{{0x7fffffff - 32768}}, {{1, 0}}};
  EXPECT_TRUE(last.valid());
  last.weights[1] = 1;
  EXPECT_FALSE(last.valid());
  mote::dense_sums<float, 2, 1> real{{{1}}, {{1, 2}}};
  EXPECT_TRUE(real.valid());
  real.weights[1] = HUGE_VALF;
  EXPECT_FALSE(real.valid());
  real.weights[1] = 0;
  real.start[0] = nanf("");
  EXPECT_FALSE(real.valid());
}

}  // namespace
