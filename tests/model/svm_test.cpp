#include "mote/model/svm.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <algorithm>
#include <random>

#include "data/svm/iris.hpp"
#include "model_contract.hpp"
#include "mote/core/numeric.hpp"
#include "mote/model/linear.hpp"

namespace {

using mote::predict;
using mote::svm_scores;
using mote::svm_similarity;
using mote::svm_ties;
namespace svm_kernel = mote::svm_kernel;

enum class flower : uint8_t {};
enum class side : uint8_t { left, right };

// Two vectors of one feature, on both sides of 0: the sum is 0 in the middle.
constexpr mote::svc<side, 2, svm_kernel::rbf, float, 1, 2> two{
    {{}, {1.0f, 151.0f}, {{2}}, {{0}}}, {{-1, 1}}, {{-1, 1}}};
constexpr float left_x[1] = {-0.5f}, middle_x[1] = {0}, right_x[1] = {2}, far_x[1] = {1e9f};
static_assert(two.valid());
static_assert(predict(two, left_x) == side::left && predict<two>(left_x) == side::left);
static_assert(predict(two, right_x) == side::right && mote::score(two, middle_x)[0] == 0);
static_assert(predict(two, middle_x) == side::right, "as libsvm, where the sum is 0");
static_assert(mote::score(two, far_x)[0] == 0, "too far to count");

constexpr mote::one_class_svm<side, svm_kernel::rbf, float, 1, 2> like{
    {{}, {1.0f, 151.0f}, {{2}}, {{0}}}, {{-1, 1}}, {{-1, 1}}};
static_assert(predict(like, middle_x) == side::left, "no inlier, where the sum is 0");

// Three linear sums, of pairs (0, 1), (0, 2) and (1, 2): x, y and 0.
inline constexpr mote::linear_model<mote::link::margin, flower, float, 2, 3> planes{
    {}, {{0, 0, 0}}, {{1, 0, 0, 1, 0, 0}}};
constexpr mote::svc_of_sums<planes, flower, 3> votes{};
constexpr mote::svc_of_sums<planes, flower, 3, svm_scores::of_pairs, svm_ties::surest> sure{};
constexpr float first[2] = {1, 1}, circle[2] = {1, -2}, third[2] = {-1, -1};
static_assert(votes.valid() && sure.valid());
static_assert(predict(votes, first) == flower(0) && predict<votes>(third) == flower(2));
static_assert(predict(votes, circle) == flower(2), "0 is a vote for the second of a pair");
static_assert(predict(sure, circle) == flower(2), "a vote each, and class 2 by the most");
static_assert(mote::score(sure, circle)[1] == -2 && mote::score(votes, circle)[1] < 1);

/// The constants of an integer kernel of so many halvings a square of a step.
template <class T>
constexpr svm_similarity<svm_kernel::rbf, T> falling_by(double rate) {
  svm_similarity<svm_kernel::rbf, T> out{};
  while (16.0 / rate >= 262144.0) {
    rate *= 2;
    ++out.shift;
  }
  out.factor = static_cast<uint32_t>(rate * 268435456.0 + 0.5);
  out.first = out.shift != 0 ? out.factor / 2 : 0;
  out.limit = (0xFFFFFFFFu - out.first) / out.factor + 1;
  out.reach = sizeof(T) == 1 ? 127 : 32768;
  return out;
}

constexpr double log2_e = 1.4426950408889634;
constexpr size_t sample_count = sizeof iris_machines::samples / sizeof *iris_machines::samples;

/// A machine of the goldens: in floats as it is, of integers in units of `unit`.
template <class Model, class Gold>
constexpr Model made(const Gold& gold, double unit) {
  Model out{};
  using sample = typename Model::feature_type;
  constexpr bool is_float = std::is_same_v<sample, float>;
  constexpr size_t count = Model::vectors_count, factors = Model{}.factors.size() / count;
  int turns = 0;
  while ((size_t{1} << turns) < count) ++turns;
  const double factor_unit = unit * 32768 / static_cast<double>(1 << turns);
  for (size_t i = 0; i < count; ++i) {
    for (size_t f = 0; f < 4; ++f) {
      out.vectors[4 * i + f] = static_cast<sample>(gold.vectors[i][f] * gold.stretch);
    }
    for (size_t r = 0; r < factors; ++r) {
      const double factor = gold.factors[i][r] / (is_float ? 1 : factor_unit);
      out.factors[factors * i + r] = static_cast<typename Model::factor_type>(
          is_float ? factor : factor + (factor < 0 ? -0.5 : 0.5));
    }
  }
  for (size_t p = 0; p < out.start.size(); ++p) {
    const double b = gold.start[0][p] / (is_float ? 1 : unit);
    out.start[p] = static_cast<typename Model::sum>(is_float ? b : b + (b < 0 ? -0.5 : 0.5));
  }
  for (size_t g = 0; g < out.counts.size(); ++g) {
    out.counts[g] = static_cast<uint16_t>(gold.counts[0][g]);
  }
  if constexpr (is_float) {
    gold.set(out.similarity);
  } else {
    out.similarity = falling_by<sample>(gold.gamma * log2_e);
    out.similarity.reach = 127;
    out.scale = static_cast<float>(unit);
  }
  return out;
}

#define GOLD(NAME, STRETCH, ...)                                      \
  struct NAME##_gold {                                                \
    static constexpr auto& vectors = iris_machines::NAME::vectors;    \
    static constexpr auto& factors = iris_machines::NAME::factors;    \
    static constexpr auto& start = iris_machines::NAME::start;        \
    static constexpr auto& counts = iris_machines::NAME::counts;      \
    static constexpr double gamma = iris_machines::NAME::gamma;       \
    static constexpr double stretch = STRETCH;                        \
    static constexpr size_t count = sizeof vectors / sizeof *vectors; \
    template <class S>                                                \
    constexpr void set([[maybe_unused]] S& similarity) const {        \
      __VA_ARGS__;                                                    \
    }                                                                 \
  }
#define SET_RBF                                         \
  similarity.rate = static_cast<float>(gamma * log2_e); \
  similarity.limit = static_cast<float>(151 / (gamma * log2_e))
GOLD(rbf, 1, SET_RBF);
GOLD(two, 1, SET_RBF);
GOLD(value, 1, SET_RBF);
GOLD(inlier, 1, SET_RBF);
GOLD(poly, gamma, similarity.coef0 = 0.5f);
GOLD(sigmoid, gamma, similarity.coef0 = -1.0f);

template <class T, svm_scores Scores, svm_ties Ties>
inline constexpr auto flowers =
    made<mote::svc<flower, 3, svm_kernel::rbf, T, 4, rbf_gold::count, Scores, Ties>>(rbf_gold{},
                                                                                     3e-7);
template <class Kernel, class Gold>
inline constexpr auto curved =
    made<mote::svc<flower, 3, Kernel, float, 4, Gold::count, svm_scores::of_pairs>>(Gold{}, 1);
template <class T>
inline constexpr auto pair_of =
    made<mote::svc<flower, 2, svm_kernel::rbf, T, 4, two_gold::count>>(two_gold{}, 1e-6);
template <class T>
inline constexpr auto width_of =
    made<mote::svr<svm_kernel::rbf, T, 4, value_gold::count>>(value_gold{}, 3e-6);
template <class T>
inline constexpr auto usual =
    made<mote::one_class_svm<flower, svm_kernel::rbf, T, 4, inlier_gold::count>>(inlier_gold{},
                                                                                 3e-7);

template <class T>
mote::array<T, 4> sample_at(size_t i) {
  mote::array<T, 4> x{};
  for (size_t f = 0; f < 4; ++f) x[f] = static_cast<T>(iris_machines::samples[i][f]);
  return x;
}

/// How far a sum may be: of floats by roundings, of integers 3 LSB of each kernel and a rest.
template <const auto& Model, class Gold>
double bound_of() {
  double size = 0;
  for (const auto& row : Gold::factors) {
    double most = 0;
    for (const double factor : row) most = std::max(most, fabs(factor));
    size += most;
  }
  return size * (std::is_same_v<typename mote::model_of<Model>::feature_type, float> ? 1e-6 : 1e-4);
}

template <const auto& Model, class Gold, class Sums>
void expect_sums(const Sums& sums) {
  double most = 0;
  using T = typename mote::model_of<Model>::feature_type;
  for (size_t i = 0; i < sample_count; ++i) {
    const auto x = sample_at<T>(i);
    const auto found = Model.weigh(x.data());
    for (size_t p = 0; p < found.size(); ++p) {
      most = std::max(most, fabs(static_cast<double>(Model.real(found[p])) - sums[i][p]));
    }
  }
  const double bound = bound_of<Model, Gold>();
  EXPECT_LT(most, bound);
  EXPECT_GT(most, bound / 1000);
}

template <class T>
void expect_flowers() {
  namespace gold = iris_machines::rbf;
  constexpr const auto& pairs = flowers<T, svm_scores::of_pairs, svm_ties::first>;
  constexpr const auto& classes = flowers<T, svm_scores::of_classes, svm_ties::surest>;
  static_assert(pairs.valid() && classes.valid());
  expect_sums<pairs, rbf_gold>(gold::sums);
  for (size_t i = 0; i < sample_count; ++i) {
    const auto x = sample_at<T>(i);
    EXPECT_EQ(static_cast<uint8_t>(predict(pairs, x)), gold::predicted[i]) << i;
    EXPECT_EQ(static_cast<uint8_t>(predict(classes, x)), gold::surest[i]) << i;
    for (size_t k = 0; k < 3; ++k) {
      EXPECT_NEAR(static_cast<double>(mote::score(classes, x)[k]), gold::scores[i][k], 1e-3) << i;
    }
  }
}
TEST(Svm, SaysWhatScikitLearnSaysInFloat) { expect_flowers<float>(); }
TEST(Svm, SaysWhatScikitLearnSaysInInt16) { expect_flowers<int16_t>(); }
TEST(Svm, SaysWhatScikitLearnSaysInInt8) { expect_flowers<int8_t>(); }

template <class T>
void expect_others() {
  static_assert(pair_of<T>.valid() && width_of<T>.valid() && usual<T>.valid());
  expect_sums<pair_of<T>, two_gold>(iris_machines::two::sums);
  expect_sums<usual<T>, inlier_gold>(iris_machines::inlier::sums);
  double most = 0;
  for (size_t i = 0; i < sample_count; ++i) {
    const auto x = sample_at<T>(i);
    EXPECT_EQ(static_cast<uint8_t>(predict(pair_of<T>, x)), iris_machines::two::predicted[i]);
    EXPECT_EQ(static_cast<uint8_t>(predict(usual<T>, x)), iris_machines::inlier::predicted[i]);
    const double value = static_cast<double>(width_of<T>.real(predict(width_of<T>, x)));
    most = std::max(most, fabs(value - iris_machines::value::values[0][i]));
  }
  EXPECT_LT(most, (bound_of<width_of<T>, value_gold>()));
  EXPECT_GT(most, 0);
}
TEST(Svm, HasTwoClassesOneAndAValueInFloat) { expect_others<float>(); }
TEST(Svm, HasTwoClassesOneAndAValueInInt16) { expect_others<int16_t>(); }
TEST(Svm, HasTwoClassesOneAndAValueInInt8) { expect_others<int8_t>(); }

/// The sizes of all that a sum of sample i adds up.
template <class Gold, class Curve>
double added(size_t i, const Curve& curve) {
  double size = 0;
  for (size_t v = 0; v < Gold::count; ++v) {
    double sum = 0;
    for (size_t f = 0; f < 4; ++f) {
      sum += Gold::gamma * iris_machines::samples[i][f] * Gold::vectors[v][f];
    }
    const double most = std::max(fabs(Gold::factors[v][0]), fabs(Gold::factors[v][1]));
    size += most * fabs(curve(sum));
  }
  return size;
}

TEST(Svm, HasPolynomialsAndSigmoids) {
  constexpr const auto& cubic = curved<svm_kernel::polynomial<3>, poly_gold>;
  constexpr const auto& sigmoid = curved<svm_kernel::sigmoid, sigmoid_gold>;
  static_assert(cubic.valid() && sigmoid.valid());
  for (size_t i = 0; i < sample_count; ++i) {
    const auto x = sample_at<float>(i);
    EXPECT_EQ(static_cast<uint8_t>(predict(cubic, x)), iris_machines::poly::predicted[i]) << i;
    EXPECT_EQ(static_cast<uint8_t>(predict(sigmoid, x)), iris_machines::sigmoid::predicted[i]);
    for (size_t p = 0; p < 3; ++p) {
      EXPECT_NEAR(static_cast<double>(mote::score(cubic, x)[p]), iris_machines::poly::sums[i][p],
                  1e-6 * added<poly_gold>(i, [](double sum) { return pow(sum + 0.5, 3); }));
      EXPECT_NEAR(static_cast<double>(mote::score(sigmoid, x)[p]),
                  iris_machines::sigmoid::sums[i][p],
                  1e-6 * added<sigmoid_gold>(i, [](double sum) { return ::tanh(sum - 1); }));
    }
  }
}

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

/// The sums in wide integers, square by square; gives the largest error of a kernel in LSB.
template <class T, size_t Features, size_t Vectors>
double expect_exact(std::mt19937& random, int32_t spread, int32_t asked_spread, double rate) {
  using model_type = mote::svc<flower, 3, svm_kernel::rbf, T, Features, 3 * Vectors>;
  static model_type model;
  static T x[Features];
  model.scale = 1;
  model.similarity = falling_by<T>(rate);
  model.similarity.reach = static_cast<uint16_t>(spread);
  for (auto& value : model.vectors) value = drawn<T>(random, spread);
  for (auto& factor : model.factors) factor = drawn<int16_t>(random, 32768);
  for (auto& count : model.counts) count = Vectors;
  for (auto& b : model.start) b = static_cast<int32_t>(random() & 0x7FFFFFFF) - (1 << 30);
  EXPECT_TRUE(model.valid());
  for (T& value : x) value = drawn<T>(random, asked_spread);
  int turns = 0;
  while ((size_t{1} << turns) < 3 * Vectors) ++turns;
  int64_t sums[3] = {};
  double most = 0;
  const auto& held = model.similarity;
  for (size_t i = 0; i < 3 * Vectors; ++i) {
    uint64_t square = 0;
    for (size_t f = 0; f < Features; ++f) {
      const int64_t apart = int64_t{x[f]} - model.vectors[i * Features + f];
      square += static_cast<uint64_t>(apart * apart);
    }
    const uint64_t units = square >> held.shift;
    uint32_t share = 0;
    if (units < held.limit) {
      share = mote::exp2_q15(static_cast<uint32_t>((units * held.factor + held.first) >> 12));
    }
    most = std::max(most, fabs(share - 32768 * ::exp2(-rate * static_cast<double>(square))));
    const size_t of = i / Vectors;
    for (size_t r = 0; r < 2; ++r) {
      const size_t other = r < of ? r : r + 1;
      sums[of + other - 1] += int64_t{model.factors[2 * i + r]} * share;
    }
  }
  const auto found = model.weigh(x);
  for (size_t p = 0; p < 3; ++p) {
    EXPECT_EQ(int64_t{found[p]}, model.start[p] + (sums[p] >> turns)) << p;
  }
  return most;
}

template <class T, size_t Features, size_t Vectors>
void expect_exact_of_all(int times) {
  std::mt19937 random{Features * 7919 + Vectors};
  const int32_t full = mote::numeric<T>::highest + 1;
  double most = 0;
  for (int i = 0; i < times; ++i) {
    for (const int32_t spread : {full, full / 2, full / 5 + 1, full / 40, int32_t{2}}) {
      for (const int32_t asked : {full, spread}) {
        // Kernels from 1 to 2^-20 at a typical distance; now and then the extremes.
        const double typical = Features * static_cast<double>(spread) * spread;
        double rate = ::exp2(-4 + 8.5 * static_cast<int>(random() % 1000) / 1000) / typical;
        if (random() % 8 == 0) rate = 0.98;
        if (random() % 8 == 0) rate = ::exp2(-44);
        rate = std::min(rate, 0.98);
        most = std::max(most, expect_exact<T, Features, Vectors>(random, spread, asked, rate));
      }
    }
  }
  EXPECT_LT(most, 3.0) << "the header says within 3 LSB";
  EXPECT_GT(most, 0.3);
}
TEST(Svm, IntegersAreExactAtEveryRange) {
  expect_exact_of_all<int16_t, 1, 3>(40);
  expect_exact_of_all<int16_t, 4, 3>(40);
  expect_exact_of_all<int16_t, 13, 5>(40);
  expect_exact_of_all<int16_t, 16, 5>(40);
  expect_exact_of_all<int16_t, 49, 5>(40);
  expect_exact_of_all<int8_t, 1, 3>(40);
  expect_exact_of_all<int8_t, 16, 5>(40);
  expect_exact_of_all<int8_t, 37, 5>(40);
  expect_exact_of_all<int8_t, 64, 5>(40);
}
TEST(Svm, IntegersAreExactAtFullRangeInAThousandDimensions) {
  expect_exact_of_all<int16_t, 1000, 2>(5);
  expect_exact_of_all<int8_t, 1000, 2>(5);
}

TEST(Svm, IntegersOfTheLargestFactorsStayWithin32Bits) {
  static mote::svr<svm_kernel::rbf, int8_t, 1, 65535> model{};
  model.similarity = falling_by<int8_t>(0.5);
  model.counts[0] = 65535;
  for (const int16_t factor : {int16_t{-32768}, int16_t{32767}}) {
    for (auto& each : model.factors) each = factor;
    model.start[0] = factor < 0 ? -(1 << 30) : (1 << 30) - 1;
    ASSERT_TRUE(model.valid());
    const int8_t x[1] = {0};
    const int64_t sum = int64_t{65535} * factor * 32768;
    ASSERT_EQ(int64_t{predict(model, x)}, model.start[0] + (sum >> 16));
  }
}

TEST(Svm, TakesFloatsThatNoDistanceHolds) {
  constexpr const auto& model = flowers<float, svm_scores::of_pairs, svm_ties::first>;
  for (const float bad : {nanf(""), HUGE_VALF, -HUGE_VALF, 3e38f}) {
    const float x[4] = {5, bad, 1, 2};
    for (size_t p = 0; p < 3; ++p) EXPECT_EQ(mote::score(model, x)[p], model.start[p]);
  }
}

template <const auto& Model>
void expect_contract() {
  std::mt19937 random{11};
  using T = typename mote::model_of<Model>::feature_type;
  model_contract::expect_constant_model<Model, false>([&] {
    mote::array<T, 4> x{};
    for (auto& value : x) value = static_cast<T>(random() % 80);
    return x;
  });
}
TEST(Svm, KeepsTheContractOfModels) {
  expect_contract<flowers<float, svm_scores::of_classes, svm_ties::surest>>();
  expect_contract<flowers<int16_t, svm_scores::of_classes, svm_ties::first>>();
  expect_contract<flowers<int8_t, svm_scores::of_pairs, svm_ties::surest>>();
  expect_contract<curved<svm_kernel::polynomial<3>, poly_gold>>();
  expect_contract<curved<svm_kernel::sigmoid, sigmoid_gold>>();
  expect_contract<width_of<int16_t>>();
  expect_contract<usual<float>>();
  expect_contract<pair_of<int8_t>>();
  std::mt19937 random{11};
  model_contract::expect_constant_model<votes, false>([&] {
    return mote::array<float, 2>{
        {static_cast<float>(random() % 9) - 4, static_cast<float>(random() % 9) - 4}};
  });
}

TEST(Svm, IsNotValidWhereItIsDamaged) {
  constexpr const auto& narrow = flowers<int16_t, svm_scores::of_pairs, svm_ties::first>;
  model_contract::expect_damage_is_refused(
      narrow, [](auto& model) { model.vectors[3] = 128; },
      [](auto& model) { model.vectors[0] = -32768; },
      [](auto& model) { model.similarity.reach = 3; }, [](auto& model) { ++model.counts[1]; },
      [](auto& model) { --model.counts[2]; }, [](auto& model) { model.start[0] = 1 << 30; },
      [](auto& model) { model.start[2] = -(1 << 30) - 1; },
      [](auto& model) { model.similarity.factor *= 2; },
      [](auto& model) { model.similarity.factor = 0; },
      [](auto& model) { model.similarity.limit = 0; },
      [](auto& model) { model.similarity.shift = 32; });
  constexpr const auto& real = flowers<float, svm_scores::of_pairs, svm_ties::first>;
  model_contract::expect_damage_is_refused(
      real, [](auto& model) { model.vectors[model.vectors.size() - 1] = HUGE_VALF; },
      [](auto& model) { model.factors[model.factors.size() - 1] = nanf(""); },
      [](auto& model) { model.start[1] = nanf(""); },
      [](auto& model) { model.similarity.rate = 0; },
      [](auto& model) { model.similarity.rate = HUGE_VALF; },
      [](auto& model) { model.similarity.limit = nanf(""); });
  model_contract::expect_damage_is_refused(curved<svm_kernel::sigmoid, sigmoid_gold>,
                                           [](auto& model) { model.similarity.coef0 = nanf(""); });
}

}  // namespace
