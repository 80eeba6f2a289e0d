#include "mote/model/linear.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <string.h>

#include <random>

#include "data/linear/learning.hpp"
#include "model_contract.hpp"
#include "mote/model/rows.hpp"
#include "mote/model/state.hpp"

namespace {

using mote::status_code;
enum class kind : uint8_t { setosa, versicolor, virginica };
using flowers = mote::learning_logistic<kind, 4, 3>;
static_assert(sizeof(flowers) == 4 * ((3 + 5) * 4 + 3 + 4), "what the page says");

struct flower {
  float x[4];
  kind y;
};
constexpr size_t trained = 100, asked = 50;
using flower_rows = mote::bounded<flower, trained>;

flower flower_at(size_t at) {
  flower row{};
  for (size_t i = 0; i < 4; ++i) row.x[i] = linear_learning::flowers[at][i];
  row.y = static_cast<kind>(linear_learning::kinds[at][0]);
  return row;
}
flower_rows training() {
  flower_rows rows;
  for (size_t at = 0; at < trained; ++at) EXPECT_TRUE(rows.push_back(flower_at(at)));
  return rows;
}
/// Right labels of rows that were not seen, and the mean of -log p of the right class.
struct quality {
  size_t right = 0;
  double loss = 0;
};
quality of(const flowers& model) {
  quality found;
  for (size_t at = trained; at < trained + asked; ++at) {
    const flower row = flower_at(at);
    if (mote::predict(model, row.x) == row.y) ++found.right;
    const float p = mote::predict_proba(model, row.x)[static_cast<size_t>(row.y)];
    found.loss -= log(static_cast<double>(p)) / asked;
  }
  return found;
}

TEST(LearningLogistic, TellsWhatItHasNotSeen) {
  // scikit-learn's LogisticRegression of the same rows, standardised: 48 of 50, and 0.194.
  flowers all, stream;
  ASSERT_TRUE(all.fit(training()).ok());
  for (const flower& row : training()) ASSERT_TRUE(stream.partial_fit(row.x, row.y).ok());
  EXPECT_GE(of(all).right, 47u);
  EXPECT_LE(of(all).loss, 0.194);
  EXPECT_GE(of(stream).right, 42u) << "each row once";
  EXPECT_LE(of(stream).loss, 0.35);
  EXPECT_EQ(stream.samples(), trained);
}

TEST(LearningLogistic, DoesNotSeeTheUnitsOfItsFeatures) {
  flowers plain, scaled;
  for (const flower& row : training()) {
    flower other = row;
    for (size_t i = 0; i < 4; ++i) other.x[i] = row.x[i] * (i == 1 ? 1024.0f : 0x1p-20f);
    ASSERT_TRUE(plain.partial_fit(row.x, row.y).ok());
    ASSERT_TRUE(scaled.partial_fit(other.x, row.y).ok());
    const auto p = mote::score(plain, row.x), q = mote::score(scaled, other.x);
    for (size_t k = 0; k < 3; ++k)
      ASSERT_NEAR(static_cast<double>(p[k]), static_cast<double>(q[k]), 1e-3);
  }
}

template <class Draw>
void expect_class_model(const flowers& model, const Draw& draw) {
  model_contract::expect_ready<true>(model, draw);
}

TEST(LearningLogistic, KeepsTheContractOfModelsInRam) {
  flowers model, restored;
  model_contract::expect_empty<true>(model);
  flower_rows rows;
  EXPECT_EQ(model.fit(rows), status_code::empty);
  rows = training();
  ASSERT_TRUE(model.fit(rows, 3).ok());
  std::mt19937 random(1);
  std::normal_distribution<float> normal(3, 2);
  expect_class_model(model, [&] {
    mote::array<float, 4> x{};
    for (float& v : x) v = normal(random);
    return x;
  });

  uint8_t before[mote::state_size<flowers>], after[mote::state_size<flowers>];
  ASSERT_TRUE(mote::save(model, before).ok());
  for (const float bad : {nanf(""), HUGE_VALF, -HUGE_VALF, 1.001e12f, -3e38f}) {
    const status_code code = bad - bad == 0 ? status_code::range : status_code::number;
    for (size_t i = 0; i < 4; ++i) {
      flower row = rows[0];
      row.x[i] = bad;
      EXPECT_EQ(model.partial_fit(row.x, row.y).code(), code);
      flower_rows copy = rows;
      copy[6] = row;
      EXPECT_EQ(model.fit(copy), (mote::status{code, 7}));
    }
  }
  EXPECT_EQ(model.partial_fit(rows[0].x, static_cast<kind>(3)).code(), status_code::label);
  ASSERT_TRUE(mote::save(model, after).ok());
  EXPECT_EQ(memcmp(before, after, sizeof before), 0) << "what is refused changes nothing";

  ASSERT_TRUE(mote::restore(restored, before).ok());
  ASSERT_TRUE(restored.partial_fit(rows[1].x, rows[1].y).ok());
  ASSERT_TRUE(model.partial_fit(rows[1].x, rows[1].y).ok());
  ASSERT_TRUE(mote::save(model, before).ok());
  ASSERT_TRUE(mote::save(restored, after).ok());
  EXPECT_EQ(memcmp(before, after, sizeof before), 0) << "a state is restored bit for bit";
  EXPECT_EQ(mote::score(model, rows[2].x), mote::score(restored, rows[2].x));

  flowers fresh;
  model.reset();
  ASSERT_TRUE(model.partial_fit(rows[1].x, rows[1].y).ok());
  ASSERT_TRUE(fresh.partial_fit(rows[1].x, rows[1].y).ok());
  EXPECT_EQ(mote::score(model, rows[2].x), mote::score(fresh, rows[2].x));
}

TEST(LearningLogistic, LearnsTheSignsOfTwoFeaturesOfEight) {
  enum class quarter : uint8_t {};
  static mote::learning_logistic<quarter, 8, 4> model;
  std::mt19937 random(2);
  std::uniform_real_distribution<float> uniform(-1, 1);
  struct {
    float x[8];
    quarter y;
  } rows[64];
  for (auto& row : rows) {
    for (float& v : row.x) v = uniform(random);
    row.y = static_cast<quarter>((row.x[0] > 0 ? 2 : 0) + (row.x[1] > 0 ? 1 : 0));
  }
  for (int times = 0; times < 20; ++times) {
    for (const auto& row : rows) ASSERT_TRUE(model.partial_fit(row.x, row.y).ok());
  }
  int right = 0;
  for (const auto& row : rows) right += mote::predict(model, row.x) == row.y ? 1 : 0;
  EXPECT_GE(right, 62);
}

TEST(LearningLogistic, StaysFiniteWhateverComes) {
  mote::learning_logistic<kind, 3, 2> model{2.0f, 0.0f};
  std::mt19937 random(9);
  for (int at = 0; at < 3000; ++at) {
    float x[3];
    for (float& v : x) {
      const uint32_t of = random() % 4;
      v = of == 0 ? 1e12f : of == 1 ? -1e12f : of == 2 ? 1e-38f : 0.0f;
    }
    ASSERT_TRUE(model.partial_fit(x, static_cast<kind>(random() % 2)).ok());
    float whole = 0;
    for (const float p : mote::predict_proba(model, x)) whole += p;
    ASSERT_NEAR(static_cast<double>(whole), 1.0, 1e-5) << at;
  }
}

}  // namespace
