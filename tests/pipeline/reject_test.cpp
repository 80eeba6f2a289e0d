#include "mote/pipeline/reject.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <algorithm>
#include <random>

namespace {

using mote::array;
using mote::confidence;

static_assert(mote::margin(array<uint16_t, 3>{{100, 32000, 668}}) == 32000 - 668);
static_assert(mote::margin(array<uint16_t, 2>{{16384, 16384}}) == 0);
static_assert(mote::entropy(array<uint16_t, 3>{{0, 32768, 0}}) == 0, "one class is certain");
static_assert(mote::entropy(array<uint16_t, 4>{{8192, 8192, 8192, 8192}}) == 2 * 4096);

/// Probabilities that sum to 1, from alike to certain.
template <size_t N>
array<float, N> probabilities(std::minstd_rand& random) {
  array<double, N> p{};
  const double sharpness = static_cast<double>(random() % 100) / 5;
  double sum = 0;
  for (double& x : p) sum += x = pow(static_cast<double>(random() % 10000) / 10000, sharpness);
  array<float, N> out{};
  for (size_t k = 0; k < N; ++k) out[k] = static_cast<float>(sum > 0 ? p[k] / sum : 1.0 / N);
  return out;
}

template <size_t N>
void expect_margin_and_entropy() {
  std::minstd_rand random{N};
  for (int i = 0; i < 2000; ++i) {
    const array<float, N> p = probabilities<N>(random);
    array<uint16_t, N> q{};
    double bits = 0, bits_of_q = 0;
    for (size_t k = 0; k < N; ++k) {
      q[k] = static_cast<uint16_t>(lrintf(p[k] * 32768));
      const double x = static_cast<double>(p[k]), y = q[k] / 32768.0;
      if (x > 0) bits -= x * log2(x);
      if (y > 0) bits_of_q -= y * log2(y);
    }
    ASSERT_NEAR(static_cast<double>(mote::entropy(p)), bits, 1e-6 * N);
    ASSERT_NEAR(mote::entropy(q) / 4096.0, bits_of_q, N / 4096.0);
    array<uint16_t, N> sorted = q;
    std::sort(sorted.begin(), sorted.end());
    ASSERT_EQ(mote::margin(q), sorted[N - 1] - sorted[N - 2]);
  }
}
TEST(Entropy, IsScipysInBits) {
  expect_margin_and_entropy<2>();
  expect_margin_and_entropy<5>();
  expect_margin_and_entropy<40>();
}

TEST(Entropy, OfManyClassesStaysInItsType) {
  array<uint16_t, 4096> alike{};
  for (uint16_t& p : alike) p = 8;
  EXPECT_EQ(mote::entropy(alike), 12 * 4096);
}

TEST(Confidence, AsksForWhatIsSet) {
  const array<float, 3> sure{{0.9f, 0.06f, 0.04f}};
  const array<float, 3> unsure{{0.45f, 0.4f, 0.15f}};
  const array<float, 3> broken{{0.9f, NAN, 0.1f}};
  confidence<float> any;
  EXPECT_TRUE(any(sure) && any(unsure));
  EXPECT_FALSE(any(broken)) << "a NaN is no confidence";
  confidence<float> c;
  c.least_probability = 0.5f;
  EXPECT_TRUE(c(sure));
  EXPECT_FALSE(c(unsure));
  c = {};
  c.least_margin = 0.1f;
  EXPECT_TRUE(c(sure));
  EXPECT_FALSE(c(unsure));
  c = {};
  c.most_entropy = 1.0f;
  EXPECT_TRUE(c(sure));
  EXPECT_FALSE(c(unsure));
}

TEST(Confidence, IsTheSameInIntegers) {
  std::minstd_rand random{3};
  int refused = 0;
  for (int i = 0; i < 2000; ++i) {
    const array<float, 4> p = probabilities<4>(random);
    array<uint16_t, 4> q{};
    for (size_t k = 0; k < 4; ++k) q[k] = static_cast<uint16_t>(lrintf(p[k] * 32768));
    confidence<uint16_t> c;
    c.least_probability = 16384;
    c.least_margin = 3277;
    c.most_entropy = 6144;  // 1.5 bits
    const uint16_t most = *std::max_element(q.begin(), q.end());
    const bool expected = most >= 16384 && mote::margin(q) >= 3277 && mote::entropy(q) <= 6144;
    EXPECT_EQ(c(q), expected);
    refused += expected ? 0 : 1;
  }
  EXPECT_GT(refused, 100);
  EXPECT_LT(refused, 1900);
}

}  // namespace
