#include "mote/model/kmeans.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <limits>
#include <random>

#include "model_contract.hpp"

namespace {

using mote::predict;

enum class cluster : uint8_t { left, right };

constexpr mote::kmeans<cluster, float, 1, 2> two{{{{{-1.0f}}, {{1.0f}}}}, 0};
constexpr float near_left[1] = {-0.25f}, middle[1] = {0.0f};
static_assert(predict(two, near_left) == cluster::left);
static_assert(predict<two>(middle) == cluster::left, "the lower cluster where two are as near");

constexpr mote::kmeans<cluster, int16_t, 3, 4> of_int16{
    {{{{-32768, 0, 5}}, {{0, 0, 0}}, {{32767, 32767, 32767}}, {{100, -100, 7}}}}, 32768};
constexpr mote::kmeans<cluster, int8_t, 3, 4> of_int8{
    {{{{-128, 0, 5}}, {{0, 0, 0}}, {{127, 127, 127}}, {{100, -100, 7}}}}, 0};
constexpr mote::kmeans<cluster, float, 3, 4> of_float{
    {{{{-128, 0, 5}}, {{0, 0, 0}}, {{127, 127, 127}}, {{100, -100, 7}}}}, 0};
constexpr mote::kmeans<cluster, int8_t, 3, 4, mote::knn_metric::manhattan> by_sizes{
    {{{{-128, 0, 5}}, {{0, 0, 0}}, {{127, 127, 127}}, {{100, -100, 7}}}}, 0};

template <const auto& Model, class T>
void expect_nearest(int low, int high) {
  std::mt19937 random{1};
  std::uniform_int_distribution<int> any(low, high);
  for (int i = 0; i < 500; ++i) {
    T x[3];
    for (T& v : x)
      v = static_cast<T>(random() % 8 == 0 ? (random() % 2 != 0 ? low : high) : any(random));
    size_t best = 0;
    double least = HUGE_VAL;
    for (size_t k = 0; k < 4; ++k) {
      double sum = 0;
      for (size_t f = 0; f < 3; ++f) {
        const double apart = static_cast<double>(x[f]) - static_cast<double>(Model.centres[k][f]);
        sum += apart * apart;
      }
      if (sum < least) {
        least = sum;
        best = k;
      }
    }
    ASSERT_EQ(static_cast<size_t>(predict(Model, x)), best) << i;
    ASSERT_NEAR(static_cast<double>(mote::score(Model, x)), sqrt(least), 3e-7 * sqrt(least)) << i;
  }
}

TEST(Kmeans, IsTheNearestCentreAtEveryRange) {
  expect_nearest<of_int16, int16_t>(-32768, 32767);
  expect_nearest<of_int8, int8_t>(-128, 127);
  expect_nearest<of_float, float>(-200, 200);
}

TEST(Kmeans, OfAThousandDimensionsAtFullRangeDoesNotOverflow) {
  static mote::kmeans<cluster, int16_t, 1000, 2> far{};
  for (size_t i = 0; i < 1000; ++i) {
    far.centres[0][i] = 32767;
    far.centres[1][i] = static_cast<int16_t>(i == 0 ? -32767 : 32767);
  }
  far.reach = 32768;
  static int16_t x[1000];
  for (int16_t& v : x) v = -32768;
  EXPECT_EQ(predict(far, x), cluster::right);
  EXPECT_NEAR(static_cast<double>(mote::score(far, x)), sqrt(999.0) * 65535, 1.0);
}

TEST(Kmeans, OfManhattanAddsTheSizes) {
  const int8_t x[3] = {60, -50, 0};
  EXPECT_EQ(static_cast<int>(predict(by_sizes, x)), 3) << "40 + 50 + 7, and 60 + 50";
  EXPECT_EQ(mote::score(by_sizes, x), 97.0f);
}

TEST(Kmeans, KeepsTheContractOfModels) {
  std::mt19937 random{3};
  std::uniform_int_distribution<int> any(-32768, 32767);
  model_contract::expect_constant_model<of_int16, false>([&] {
    mote::array<int16_t, 3> x{};
    for (int16_t& v : x) v = static_cast<int16_t>(any(random));
    return x;
  });
  model_contract::expect_constant_model<of_float, false>([&] {
    mote::array<float, 3> x{};
    for (float& v : x) v = static_cast<float>(any(random));
    return x;
  });
  model_contract::expect_damage_is_refused(of_int16, [](auto& m) { m.reach = 32767; });
  model_contract::expect_damage_is_refused(
      of_float, [](auto& m) { m.centres[1][2] = nanf(""); },
      [](auto& m) { m.centres[0][0] = HUGE_VALF; });
}

}  // namespace
