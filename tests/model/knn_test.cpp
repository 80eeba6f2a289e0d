#include "mote/model/knn.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <algorithm>
#include <random>
#include <vector>

#include "data/knn/iris.hpp"
#include "model_contract.hpp"
#include "mote/core/numeric.hpp"
#include "mote/model/state.hpp"

namespace {

using mote::knn_metric;
using mote::knn_weights;
using mote::predict;
using mote::status_code;

enum class side : uint8_t { left, right };

// Three rows of one feature.
constexpr mote::knn_classifier<side, 2, int16_t, 1, 3, 1> three{
    {{{{-4}}, {{2}}, {{6}}}}, {{side::left, side::right, side::left}}, 6};
static_assert(three.valid());
constexpr int16_t near_left[1] = {-2}, middle[1] = {4}, far_off[1] = {32767};
static_assert(predict(three, near_left) == side::left && predict<three>(near_left) == side::left);
static_assert(predict(three, middle) == side::right, "the first of two rows as near");
static_assert(mote::score(three, middle)[0] == 2.0f);
static_assert(predict(three, far_off) == side::left && predict<three>(far_off) == side::left);
static_assert(mote::predict_proba(three, middle)[1] == 32768);

constexpr mote::knn_novelty<float, 2, 2, 2> new_one{{{{{0, 0}}, {{3, 4}}}}, {}, 0};
constexpr float origin[2] = {0, 0};
static_assert(new_one.valid() && predict<new_one>(origin) == 2.5f, "the mean of 0 and 5");
static_assert(mote::score(new_one, origin)[1] == 5.0f);

constexpr size_t iris_rows = sizeof iris_neighbours::rows / sizeof *iris_neighbours::rows;
enum class flower : uint8_t {};

template <class T, knn_metric Metric, knn_weights Weights>
constexpr auto flowers() {
  mote::knn_classifier<flower, 3, T, 4, iris_rows, 5, Metric, Weights> out{};
  for (size_t i = 0; i < iris_rows; ++i) {
    float norm = 0;
    for (size_t f = 0; f < 4; ++f) {
      const T value = static_cast<T>(iris_neighbours::rows[i][f]);
      out.rows[i][f] = value;
      norm += static_cast<float>(value) * static_cast<float>(value);
    }
    if constexpr (Metric == knn_metric::cosine) {
      for (auto& value : out.rows[i]) value /= mote::sqrt(norm);
    }
    out.answers[i] = static_cast<flower>(iris_neighbours::classes[i]);
  }
  out.reach = 127;
  return out;
}
template <class T, knn_metric Metric, knn_weights Weights>
constexpr auto flower_values() {
  mote::knn_regressor<T, 4, iris_rows, 5, Metric, Weights> out{};
  out.rows = flowers<T, Metric, Weights>().rows;
  for (size_t i = 0; i < iris_rows; ++i) out.answers[i] = iris_neighbours::values[0][i];
  out.reach = 127;
  return out;
}
template <class T, knn_metric Metric, knn_weights Weights>
inline constexpr auto flower_model = flowers<T, Metric, Weights>();

template <class T, knn_metric Metric, knn_weights Weights, class Labels, class Probabilities,
          class Values, class Distances>
void expect_golden(const Labels& labels, const Probabilities& probabilities, const Values& values,
                   const Distances& distances) {
  constexpr const auto& model = flower_model<T, Metric, Weights>;
  static_assert(model.valid());
  const auto regressor = flower_values<T, Metric, Weights>();
  size_t at = 0;
  for (const auto& sample : iris_neighbours::samples) {
    mote::array<T, 4> x{};
    for (size_t f = 0; f < 4; ++f) x[f] = static_cast<T>(sample[f]);
    EXPECT_EQ(static_cast<uint8_t>(predict(model, x)), labels[at]) << at;
    const double unit =
        std::is_same_v<typename decltype(flowers<T, Metric, Weights>())::probability, uint16_t>
            ? 1.0 / 32768
            : 1.0;
    const auto p = mote::predict_proba(model, x);
    for (size_t c = 0; c < 3; ++c) EXPECT_NEAR(p[c] * unit, probabilities[at][c], 5e-5) << at;
    EXPECT_NEAR(static_cast<double>(predict(regressor, x)), values[0][at], 2e-4) << at;
    const auto apart = mote::score(model, x);
    for (size_t i = 0; i < 5; ++i) {
      const double within = Metric == knn_metric::cosine ? 4e-7 * sqrt(2 * distances[at][i]) + 1e-12
                                                         : 1e-6 * distances[at][i];
      EXPECT_NEAR(static_cast<double>(apart[i]), distances[at][i], within) << at;
    }
    ++at;
  }
  EXPECT_GT(at, 20u);
}

#define EXPECT_GOLDEN(T, METRIC, WEIGHTS)                     \
  expect_golden<T, knn_metric::METRIC, knn_weights::WEIGHTS>( \
      iris_neighbours::METRIC##_##WEIGHTS::predicted,         \
      iris_neighbours::METRIC##_##WEIGHTS::probabilities,     \
      iris_neighbours::METRIC##_##WEIGHTS::predicted_values,  \
      iris_neighbours::METRIC##_##WEIGHTS::distances)
#define EXPECT_GOLDEN_OF_ALL(T)          \
  EXPECT_GOLDEN(T, euclidean, uniform);  \
  EXPECT_GOLDEN(T, euclidean, distance); \
  EXPECT_GOLDEN(T, manhattan, uniform);  \
  EXPECT_GOLDEN(T, manhattan, distance); \
  EXPECT_GOLDEN(T, chebyshev, uniform);  \
  EXPECT_GOLDEN(T, chebyshev, distance)

TEST(Knn, SaysWhatScikitLearnSaysInInt8) { EXPECT_GOLDEN_OF_ALL(int8_t); }
TEST(Knn, SaysWhatScikitLearnSaysInInt16) { EXPECT_GOLDEN_OF_ALL(int16_t); }
TEST(Knn, SaysWhatScikitLearnSaysInFloat) {
  EXPECT_GOLDEN_OF_ALL(float);
  EXPECT_GOLDEN(float, cosine, distance);
}
TEST(Knn, SaysWhatScikitLearnSaysOfAngles) { EXPECT_GOLDEN(float, cosine, uniform); }

/// Integers that are often the extremes, and often alike.
template <class T>
T drawn(std::mt19937& random, int32_t spread) {
  const uint32_t kind = random() % 8;
  const int32_t low = -spread, high = std::min<int32_t>(spread, mote::numeric<T>::highest);
  if (kind == 0) return static_cast<T>(low);
  if (kind == 1) return static_cast<T>(high);
  if (kind == 2) return 0;
  return static_cast<T>(low +
                        static_cast<int32_t>(random() % static_cast<uint32_t>(high - low + 1)));
}

uint64_t exact_distance(knn_metric metric, const int32_t* x, const int32_t* y, size_t n) {
  uint64_t sum = 0;
  for (size_t i = 0; i < n; ++i) {
    const auto apart = static_cast<uint64_t>(std::abs(int64_t{x[i]} - y[i]));
    if (metric == knn_metric::euclidean) sum += apart * apart;
    if (metric == knn_metric::manhattan) sum += apart;
    if (metric == knn_metric::chebyshev) sum = std::max(sum, apart);
  }
  return sum;
}

template <class T, size_t Features, size_t N, size_t K, knn_metric Metric>
void expect_exact(std::mt19937& random, int32_t spread, int32_t asked_spread) {
  using model_type = mote::knn_classifier<flower, 3, T, Features, N, K, Metric>;
  static model_type model;
  static int32_t rows[N][Features];
  model.reach = static_cast<uint16_t>(spread);
  for (size_t i = 0; i < N; ++i) {
    for (size_t f = 0; f < Features; ++f) {
      rows[i][f] = model.rows[i][f] = drawn<T>(random, spread);
    }
    model.answers[i] = static_cast<flower>(random() % 3);
  }
  ASSERT_TRUE(model.valid());
  static T x[Features];
  static int32_t wide[Features];
  for (size_t f = 0; f < Features; ++f) wide[f] = x[f] = drawn<T>(random, asked_spread);
  uint64_t apart[N];
  size_t order[N];
  for (size_t i = 0; i < N; ++i) {
    order[i] = i;
    apart[i] = exact_distance(Metric, wide, rows[i], Features);
  }
  std::stable_sort(order, order + N, [&](size_t i, size_t j) { return apart[i] < apart[j]; });
  const auto found = model.weigh(x);
  ASSERT_EQ(found.count, K);
  int votes[3] = {};
  for (size_t i = 0; i < K; ++i) {
    ASSERT_EQ(found.places[i], order[i]) << i << " of " << Features << " features, " << spread;
    ASSERT_EQ(uint64_t{found.distances[i]}, apart[order[i]]);
    ++votes[static_cast<int>(model.answers[order[i]])];
  }
  const auto most = std::max_element(votes, votes + 3) - votes;
  ASSERT_EQ(static_cast<ptrdiff_t>(predict(model, x)), most);
}

template <class T, size_t Features, size_t N, size_t K>
void expect_exact_of_all(int times) {
  std::mt19937 random{Features * 7919 + K};
  const int32_t full = mote::numeric<T>::highest + 1;
  for (int i = 0; i < times; ++i) {
    for (const int32_t spread : {full, full / 2, full / 5 + 1, full / 40, int32_t{2}}) {
      for (const int32_t asked : {full, spread}) {
        expect_exact<T, Features, N, K, knn_metric::euclidean>(random, spread, asked);
        expect_exact<T, Features, N, K, knn_metric::manhattan>(random, spread, asked);
        expect_exact<T, Features, N, K, knn_metric::chebyshev>(random, spread, asked);
      }
    }
  }
}

TEST(Knn, FindsTheExactNeighboursOfAnyIntegersInTheirOrder) {
  expect_exact_of_all<int16_t, 1, 9, 3>(20);
  expect_exact_of_all<int16_t, 3, 9, 9>(20);
  expect_exact_of_all<int16_t, 8, 20, 5>(20);
  expect_exact_of_all<int16_t, 13, 20, 1>(20);
  expect_exact_of_all<int16_t, 16, 20, 3>(20);
  expect_exact_of_all<int16_t, 32, 20, 3>(20);
  expect_exact_of_all<int16_t, 49, 20, 3>(20);
  expect_exact_of_all<int8_t, 1, 9, 3>(20);
  expect_exact_of_all<int8_t, 16, 20, 3>(20);
  expect_exact_of_all<int8_t, 37, 20, 5>(20);
  expect_exact_of_all<int8_t, 64, 20, 5>(20);
  expect_exact_of_all<int8_t, 131, 20, 5>(20);
}
TEST(Knn, IsExactAtFullRangeInAThousandDimensions) {
  expect_exact_of_all<int16_t, 1000, 6, 3>(3);
  expect_exact_of_all<int8_t, 1000, 6, 3>(3);
  static mote::knn_novelty<int16_t, 1000, 2, 2> far{};
  static int16_t x[1000];
  for (size_t i = 0; i < 1000; ++i) {
    far.rows[0][i] = 32767;
    far.rows[1][i] = -32768;
    x[i] = -32768;
  }
  far.reach = 32768;
  const auto found = far.weigh(x);
  EXPECT_EQ(found.places[0], 1);
  EXPECT_EQ(found.distances[0], 0u);
  EXPECT_EQ(found.distances[1], uint64_t{1000} * 65535 * 65535);
}

TEST(Knn, TakesFloatsThatNoDistanceHolds) {
  const float nan = nanf(""), inf = HUGE_VALF;
  for (const float bad : {nan, inf, -inf, 3e38f}) {
    const float x[4] = {bad, 5, bad, 1};
    const auto label = static_cast<size_t>(
        predict(flower_model<float, knn_metric::euclidean, knn_weights::distance>, x));
    EXPECT_LT(label, 3u);
    const auto angle = static_cast<size_t>(
        predict(flower_model<float, knn_metric::cosine, knn_weights::uniform>, x));
    EXPECT_LT(angle, 3u);
  }
}

template <class T, knn_metric Metric, knn_weights Weights>
void expect_contract() {
  std::mt19937 random{11};
  model_contract::expect_constant_model<flower_model<T, Metric, Weights>, true>([&] {
    mote::array<T, 4> x{};
    for (auto& value : x) value = static_cast<T>(random() % 80);
    return x;
  });
}
TEST(Knn, KeepsTheContractOfModels) {
  expect_contract<int8_t, knn_metric::manhattan, knn_weights::uniform>();
  expect_contract<int16_t, knn_metric::euclidean, knn_weights::uniform>();
  expect_contract<int16_t, knn_metric::euclidean, knn_weights::distance>();
  expect_contract<float, knn_metric::cosine, knn_weights::distance>();
}

TEST(Knn, IsNotValidWhereItIsDamaged) {
  const auto whole = flowers<int16_t, knn_metric::euclidean, knn_weights::uniform>();
  model_contract::expect_damage_is_refused(
      whole, [](auto& model) { model.rows[3][1] = 128; }, [](auto& model) { model.reach = 20; },
      [](auto& model) { model.rows[0][0] = -32768; },
      [](auto& model) { model.answers[iris_rows - 1] = static_cast<flower>(3); });
  model_contract::expect_damage_is_refused(
      flower_values<float, knn_metric::euclidean, knn_weights::uniform>(),
      [](auto& model) { model.rows[iris_rows - 1][3] = HUGE_VALF; },
      [](auto& model) { model.rows[0][0] = nanf(""); },
      [](auto& model) { model.answers[2] = nanf(""); });
}

using growing = mote::learning_knn<mote::knn_classifier<side, 2, int16_t, 2, 4, 3>>;
static_assert(sizeof(growing) <= 4 * (2 * 2 + 1) + 4 * sizeof(size_t) + 8, "what the page says");

TEST(LearningKnn, AnswersFromTheFirstSampleOn) {
  growing model;
  model_contract::expect_empty<true>(model);
  const int16_t x[2] = {1, 2}, y[2] = {30, 2};
  ASSERT_TRUE(model.partial_fit(x, side::right).ok());
  EXPECT_EQ(model.size(), 1u);
  EXPECT_EQ(predict(model, y), side::right);
  EXPECT_EQ(mote::score(model, y)[0], 29.0f);
  EXPECT_EQ(mote::score(model, y)[1], 3.40282347e+38f) << "there is no second";
  EXPECT_EQ(mote::predict_proba(model, y)[1], 32768);
  ASSERT_TRUE(model.partial_fit(y, side::left).ok());
  EXPECT_EQ(mote::predict_proba(model, y)[1], 16384);
  std::mt19937 random{5};
  model_contract::expect_ready<true>(model, [&] {
    return mote::array<int16_t, 2>{
        {static_cast<int16_t>(random()), static_cast<int16_t>(random())}};
  });
}

TEST(LearningKnn, IsTheConstantModelOfTheSameRows) {
  using model_type = mote::knn_classifier<flower, 3, int16_t, 4, iris_rows, 5>;
  mote::learning_knn<model_type> model;
  for (size_t i = 0; i < iris_rows; ++i) {
    int16_t x[4];
    for (size_t f = 0; f < 4; ++f) x[f] = iris_neighbours::rows[i][f];
    ASSERT_TRUE(model.partial_fit(x, static_cast<flower>(iris_neighbours::classes[i])).ok());
  }
  for (const auto& sample : iris_neighbours::samples) {
    int16_t x[4];
    for (size_t f = 0; f < 4; ++f) x[f] = sample[f];
    EXPECT_EQ(mote::score(model, x),
              mote::score(flower_model<int16_t, knn_metric::euclidean, knn_weights::uniform>, x));
    EXPECT_EQ(predict(model, x),
              predict(flower_model<int16_t, knn_metric::euclidean, knn_weights::uniform>, x));
  }
}

template <class Model>
float nearest(const Model& model, int16_t a, int16_t b) {
  const int16_t x[2] = {a, b};
  return mote::score(model, x)[0];
}

TEST(LearningKnn, ReplacesTheOldestRowWhereItIsFull) {
  growing model;
  for (int16_t i = 0; i < 4; ++i) {
    const int16_t x[2] = {static_cast<int16_t>(10 * i), 0};
    ASSERT_TRUE(model.partial_fit(x, side::left).ok());
  }
  for (int16_t i = 4; i < 9; ++i) {
    const int16_t x[2] = {static_cast<int16_t>(10 * i), 0};
    ASSERT_TRUE(model.partial_fit(x, side::right).ok());
    EXPECT_EQ(model.size(), 4u);
    EXPECT_EQ(nearest(model, static_cast<int16_t>(10 * i), 0), 0.0f);
    EXPECT_EQ(nearest(model, static_cast<int16_t>(10 * (i - 3)), 0), 0.0f);
    EXPECT_EQ(nearest(model, static_cast<int16_t>(10 * (i - 4)), 0), 10.0f) << "it is gone";
  }
}

TEST(LearningKnn, ReplacesTheRowThatItMissesLeastWhereItIsFull) {
  mote::learning_knn<mote::knn_classifier<side, 2, int16_t, 2, 4, 3>, mote::knn_replaces::redundant>
      model;
  const int16_t rows[4][2] = {{0, 0}, {100, 0}, {103, 0}, {104, 0}};
  const side sides[4] = {side::left, side::right, side::right, side::left};
  for (size_t i = 0; i < 4; ++i) ASSERT_TRUE(model.partial_fit(rows[i], sides[i]).ok());
  const int16_t added[2] = {50, 50};
  ASSERT_TRUE(model.partial_fit(added, side::left).ok());
  EXPECT_EQ(nearest(model, 100, 0), 3.0f) << "103 of the same class stands for it; 104 does not";
  EXPECT_EQ(nearest(model, 0, 0), 0.0f);
  EXPECT_EQ(nearest(model, 50, 50), 0.0f);
  const int16_t again[2] = {51, 50};
  ASSERT_TRUE(model.partial_fit(again, side::left).ok());
  EXPECT_EQ(nearest(model, 50, 50), 1.0f) << "the new row is nearest to this one";
  EXPECT_EQ(nearest(model, 104, 0), 0.0f);
}

TEST(LearningKnn, RefusesWhatItCannotLearnAndStaysAsItWas) {
  mote::learning_knn<mote::knn_regressor<float, 2, 3, 1, knn_metric::cosine>> model;
  const float x[2] = {3, 4}, nan = nanf(""), inf = HUGE_VALF;
  ASSERT_TRUE(model.partial_fit(x, 7.0f).ok());
  for (const float bad : {nan, inf, -inf}) {
    const float y[2] = {3, bad};
    EXPECT_EQ(model.partial_fit(y, 1.0f).code(), status_code::number);
    EXPECT_EQ(model.partial_fit(x, bad).code(), status_code::number);
  }
  const float none[2] = {0, 0}, large[2] = {3e30f, 0};
  EXPECT_EQ(model.partial_fit(none, 1.0f).code(), status_code::number) << "it has no angle";
  EXPECT_EQ(model.partial_fit(large, 1.0f).code(), status_code::number) << "nor has it a norm";
  EXPECT_EQ(model.size(), 1u);
  EXPECT_EQ(predict(model, x), 7.0f);
  growing classes;
  const int16_t sample[2] = {1, 1};
  EXPECT_EQ(classes.partial_fit(sample, static_cast<side>(2)).code(), status_code::label);
  EXPECT_FALSE(classes.ready());
}

TEST(LearningKnn, FitsRowsInTurnOrNone) {
  struct row {
    int16_t x[2];
    side y;
  };
  row rows[6];
  growing model, fresh;
  for (int16_t i = 0; i < 6; ++i) {
    rows[i] = {{i, static_cast<int16_t>(-i)}, i % 2 == 0 ? side::left : side::right};
    ASSERT_TRUE(fresh.partial_fit(rows[i].x, rows[i].y).ok());
  }
  const int16_t other[2] = {500, 500};
  ASSERT_TRUE(model.partial_fit(other, side::left).ok());
  ASSERT_TRUE(model.fit(mote::span<const row>{rows}).ok());
  for (int16_t i = -3; i < 9; ++i) EXPECT_EQ(nearest(model, i, 0), nearest(fresh, i, 0));
  rows[4].y = static_cast<side>(9);
  EXPECT_EQ(model.fit(mote::span<const row>{rows}), (mote::status{status_code::label, 5}));
  EXPECT_EQ(nearest(model, 5, -5), 0.0f);
  EXPECT_EQ(model.fit(mote::bounded<row, 2>{}), status_code::empty);
  model.reset();
  EXPECT_FALSE(model.ready());
}

TEST(LearningKnn, LearnsWhatIsNormalWithoutAnswers) {
  mote::learning_knn<mote::knn_novelty<int8_t, 2, 3, 2>> model;
  const int8_t x[2] = {10, 10}, y[2] = {10, 16}, asked[2] = {10, 12};
  ASSERT_TRUE(model.partial_fit(x).ok());
  ASSERT_TRUE(model.partial_fit(y).ok());
  EXPECT_EQ(predict(model, asked), 3.0f) << "the mean of 2 and 4";
}

template <class Learning, class Draw>
void expect_state(const Draw& draw) {
  Learning model, other;
  for (int learnt = 0; learnt < 7; ++learnt) {
    uint8_t bytes[mote::state_size<Learning>], again[mote::state_size<Learning>];
    ASSERT_TRUE(mote::save(model, bytes).ok());
    ASSERT_TRUE(mote::restore(other, bytes).ok());
    ASSERT_TRUE(mote::save(other, again).ok());
    ASSERT_EQ(memcmp(bytes, again, sizeof bytes), 0);
    EXPECT_EQ(other.size(), model.size());
    for (size_t i = 0; i < sizeof bytes; ++i) {
      bytes[i] ^= 1;
      Learning damaged = model;
      EXPECT_FALSE(mote::restore(damaged, bytes).ok()) << i;
      bytes[i] ^= 1;
    }
    const auto [x, y] = draw();
    ASSERT_TRUE(model.partial_fit(x, y).ok());
    ASSERT_TRUE(other.partial_fit(x, y).ok()) << "it goes on as the one that was saved";
    EXPECT_EQ(mote::score(model, x), mote::score(other, x));
    EXPECT_EQ(predict(model, x), predict(other, x));
  }
}
TEST(LearningKnn, GoesOnWhereItWasSaved) {
  std::mt19937 random{3};
  expect_state<growing>([&] {
    const mote::array<int16_t, 2> x{
        {static_cast<int16_t>(random()), static_cast<int16_t>(random())}};
    return std::make_pair(x, random() % 2 == 0 ? side::left : side::right);
  });
  expect_state<mote::learning_knn<mote::knn_regressor<float, 2, 4, 2>>>([&] {
    const mote::array<float, 2> x{{static_cast<float>(random() % 99), 1}};
    return std::make_pair(x, static_cast<float>(random() % 99));
  });
}
TEST(LearningKnn, RestoresNoLabelThatIsNoClass) {
  growing model, other;
  const int16_t x[2] = {1, 1};
  ASSERT_TRUE(model.partial_fit(x, side::right).ok());
  uint8_t bytes[mote::state_size<growing>];
  const auto sealed = [&](size_t at, uint8_t value) {
    EXPECT_TRUE(mote::save(model, bytes).ok());
    bytes[at] = value;
    mote::crc32 crc;
    crc.add(bytes, sizeof bytes - 4);
    for (size_t i = 0; i < 4; ++i) {
      bytes[sizeof bytes - 4 + i] = static_cast<uint8_t>(crc.value() >> (8 * i));
    }
    return mote::restore(other, bytes).code();
  };
  EXPECT_EQ(sealed(20, 1), status_code::ok);
  EXPECT_EQ(sealed(20, 5), status_code::range) << "five rows of four";
  EXPECT_EQ(sealed(24, 4), status_code::range) << "the fifth is the oldest";
  EXPECT_EQ(sealed(20 + 8 + 4, 2), status_code::range) << "class 2 of two";
  EXPECT_EQ(other.size(), 1u);
}

}  // namespace
