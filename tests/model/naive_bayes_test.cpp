#include "mote/model/naive_bayes.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include "data/naive_bayes/iris.hpp"
#include "data/naive_bayes/wine.hpp"
#include "mote/core/span.hpp"
#include "mote/model/rows.hpp"

namespace {

using mote::predict;
using mote::status_code;

enum class side : uint8_t { left, right };

// Two classes of one feature: means -1 and 1, variance 1, each a half of the samples.
constexpr float start = -0.69314718f - 0.91893853f;
constexpr mote::gaussian_naive_bayes<side, 1, 2> two{
    {{{{{-1.0f}}, {{0.5f}}, start}, {{{1.0f}}, {{0.5f}}, start}}}};
constexpr float near_left[1] = {-0.25f}, middle[1] = {0.0f};
static_assert(predict(two, near_left) == side::left && predict<two>(near_left) == side::left);
static_assert(predict(two, middle) == side::left, "the lower class where two tie");
static_assert(mote::score(two, middle)[0] == start - 0.5f);
static_assert(sizeof(two) == 2 * 3 * sizeof(float), "rows, and nothing else");

template <const auto& Model, class Samples, class Labels, class Values>
void expect_golden(const Samples& samples, const Labels& labels, const Values& log_likelihoods,
                   const Values& probabilities) {
  size_t at = 0;
  for (const auto& x : samples) {
    EXPECT_EQ(static_cast<uint8_t>(predict(Model, x)), labels[at]) << at;
    const auto sums = mote::score(Model, x);
    const auto p = mote::predict_proba(Model, x);
    for (size_t k = 0; k < p.size(); ++k) {
      const double exact = log_likelihoods[at][k];
      EXPECT_NEAR(static_cast<double>(sums[k]), exact, 2e-5 + 1e-6 * fabs(exact)) << at;
      EXPECT_NEAR(static_cast<double>(p[k]), probabilities[at][k], 2e-5) << at;
    }
    ++at;
  }
}

TEST(NaiveBayes, SaysWhatScikitLearnSays) {
  expect_golden<iris::model>(iris::samples, iris::predicted, iris::log_likelihoods,
                             iris::probabilities);
  expect_golden<wine::model>(wine::samples, wine::predicted, wine::log_likelihoods,
                             wine::probabilities);
}

TEST(NaiveBayes, GivesADistributionHoweverFarTheSample) {
  for (const float far : {3e38f, -3e38f, 1e20f, -1e10f, 1e5f}) {
    const float x[4] = {far, -far, far, far};
    float whole = 0;
    for (const float p : mote::predict_proba(iris::model, x)) {
      EXPECT_GE(p, 0);
      whole += p;
    }
    EXPECT_NEAR(static_cast<double>(whole), 1.0, 1e-6) << static_cast<double>(far);
    for (const float sum : mote::score(iris::model, x)) EXPECT_GE(sum, -3.40282347e+38f);
  }
}

/// A row to learn from.
template <class Model>
struct seen {
  mote::array<float, Model::features> x;
  typename Model::label y;
};

template <const auto& Model, class Training, size_t Rows, class Samples, class Values>
void expect_learnt(const Training& training, const uint8_t (&labels)[Rows], const Samples& samples,
                   const Values& log_likelihoods, double bound) {
  using fitted = mote::model_of<Model>;
  using label = typename fitted::label;
  using learning = mote::learning_naive_bayes<label, fitted::features, fitted::classes>;
  learning model, at_once, bounded_at_once;
  mote::fixed<seen<fitted>, Rows> rows{};
  mote::bounded<seen<fitted>, Rows + 5> some;
  size_t at = 0;
  for (const auto& x : training) {
    seen<fitted>& row = rows[at];
    for (size_t i = 0; i < fitted::features; ++i) row.x[i] = x[i];
    row.y = static_cast<label>(labels[at++]);
    ASSERT_TRUE(some.push_back(row));
    ASSERT_TRUE(model.partial_fit(x, row.y).ok());
  }
  ASSERT_TRUE(at_once.fit(rows).ok());
  ASSERT_TRUE(bounded_at_once.fit(some).ok());
  at = 0;
  for (const auto& x : samples) {
    const auto sums = mote::score(model, x);
    EXPECT_EQ(mote::score(at_once, x), sums) << at;
    EXPECT_EQ(mote::score(bounded_at_once, x), sums) << at;
    for (size_t k = 0; k < sums.size(); ++k) {
      const double exact = log_likelihoods[at][k];
      EXPECT_NEAR(static_cast<double>(sums[k]), exact, bound * (1 + fabs(exact))) << at;
    }
    EXPECT_EQ(predict(model, x), predict(Model, x)) << at;
    ++at;
  }
}

TEST(LearningNaiveBayes, KnowsAfterAllSamplesWhatScikitLearnFits) {
  expect_learnt<iris::model>(iris::training, iris::training_labels, iris::samples,
                             iris::log_likelihoods, 1e-5);
  expect_learnt<wine::model>(wine::training, wine::training_labels, wine::samples,
                             wine::log_likelihoods, 1e-5);
}

using model_type = mote::learning_naive_bayes<side, 2, 2>;
static_assert(sizeof(mote::learning_naive_bayes<side, 7, 3>) <=
                  3 * (7 * 24 + 8) + 4 * sizeof(size_t),
              "what the page says");

TEST(LearningNaiveBayes, AnswersFromTheFirstSampleOn) {
  model_type model;
  const float x[2] = {1, 2}, y[2] = {1, 2.5f};
  ASSERT_TRUE(model.partial_fit(x, side::right).ok());
  EXPECT_EQ(predict(model, x), side::right) << "the class that was seen";
  EXPECT_EQ(mote::predict_proba(model, y)[1], 1.0f);
  EXPECT_EQ(model.samples(side::left), 0u);
  ASSERT_TRUE(model.partial_fit(y, side::left).ok());
  EXPECT_EQ(predict(model, y), side::left);
  EXPECT_EQ(predict(model, x), side::right);
  EXPECT_EQ(model.samples(side::left), 1u);
}

TEST(LearningNaiveBayes, RefusesWhatItCannotLearnAndStaysAsItWas) {
  model_type model;
  const float x[2] = {1, 2};
  ASSERT_TRUE(model.partial_fit(x, side::left).ok());
  const auto before = mote::score(model, x);
  const float nan = nanf(""), inf = HUGE_VALF;
  for (const float bad : {nan, inf, -inf}) {
    const float y[2] = {3, bad};
    EXPECT_EQ(model.partial_fit(y, side::left).code(), status_code::number);
  }
  EXPECT_EQ(model.partial_fit(x, static_cast<side>(2)).code(), status_code::label);
  EXPECT_EQ(mote::score(model, x), before);
  EXPECT_EQ(model.samples(side::left), 1u);
}

TEST(LearningNaiveBayes, FitsSeveralRowsAndForgetsWhatWasBefore) {
  using row = seen<model_type>;
  const row rows[] = {{{{1, 2}}, side::left}, {{{3, 5}}, side::left}, {{{-4, 0}}, side::right}};
  const float x[2] = {1, 1};
  model_type model, fresh;
  for (const row& one : rows) ASSERT_TRUE(fresh.partial_fit(one.x, one.y).ok());
  ASSERT_TRUE(model.partial_fit(x, side::right).ok());
  ASSERT_TRUE(model.fit(mote::span<const row>{rows}).ok());
  EXPECT_EQ(mote::score(model, x), mote::score(fresh, x));
  EXPECT_EQ(model.samples(side::right), 1u);
  ASSERT_TRUE(model.fit(mote::fixed<row, 1>{{rows[2]}}).ok());
  EXPECT_EQ(model.samples(side::left), 0u);
}

/// So many rows of 2000, then as many of 2001: a float mean stands still after the first 4,000.
struct long_run {
  static constexpr uint32_t half = 20000;
  struct row {
    float x[1];
    side y;
  };
  struct iterator {
    uint32_t at;
    row operator*() const { return {{at < half ? 2000.0f : 2001.0f}, side::left}; }
    iterator& operator++() {
      ++at;
      return *this;
    }
    bool operator!=(iterator other) const { return at != other.at; }
  };
  static uint32_t size() { return 2 * half; }
  static iterator begin() { return {0}; }
  static iterator end() { return {size()}; }
};
TEST(LearningNaiveBayes, LearnsFromALongRunAsMuchAsFromAShortOne) {
  mote::learning_naive_bayes<side, 1, 1> model;
  ASSERT_TRUE(model.fit(long_run{}).ok());
  // A normal curve of mean 2000.5 and variance 1/4.
  for (const float x : {2000.5f, 2001.0f, 1990.0f, 2010.0f}) {
    const float sample[1] = {x};
    const double away = static_cast<double>(x) - 2000.5;
    const double expected = -0.5 * log(2 * 3.14159265358979 * 0.25) - 2 * away * away;
    EXPECT_NEAR(static_cast<double>(mote::score(model, sample)[0]), expected,
                1e-5 * fabs(expected) + 1e-4);
  }
}

TEST(LearningNaiveBayes, FitsNothingWhereARowIsRefused) {
  using row = seen<model_type>;
  model_type model;
  const float x[2] = {1, 2};
  ASSERT_TRUE(model.partial_fit(x, side::left).ok());
  const auto before = mote::score(model, x);
  mote::bounded<row, 3> rows;
  EXPECT_EQ(model.fit(rows), status_code::empty);
  for (int i = 0; i < 3; ++i) rows.push_back({{{9, 9}}, side::right});
  rows[1].y = static_cast<side>(2);
  EXPECT_EQ(model.fit(rows), (mote::status{status_code::label, 2}));
  rows[1].y = side::right;
  rows[2].x[1] = HUGE_VALF;
  EXPECT_EQ(model.fit(rows), (mote::status{status_code::number, 3}));
  EXPECT_EQ(mote::score(model, x), before);
  EXPECT_EQ(model.samples(side::left), 1u);
  EXPECT_EQ(model.samples(side::right), 0u);
}

TEST(LearningNaiveBayes, AfterResetIsAsNew) {
  model_type model, fresh;
  const float a[2] = {5, -9}, b[2] = {1, 2};
  ASSERT_TRUE(model.partial_fit(a, side::right).ok());
  model.reset();
  ASSERT_TRUE(model.partial_fit(b, side::left).ok());
  ASSERT_TRUE(fresh.partial_fit(b, side::left).ok());
  EXPECT_EQ(mote::score(model, a), mote::score(fresh, a));
}

TEST(LearningNaiveBayes, TakesAFeatureThatNeverChanges) {
  model_type model;
  for (int i = 0; i < 100; ++i) {
    const float x[2] = {7, static_cast<float>(i % 10)};
    ASSERT_TRUE(model.partial_fit(x, i % 2 == 0 ? side::left : side::right).ok());
  }
  const float x[2] = {7, 4};
  for (const float sum : mote::score(model, x)) EXPECT_TRUE(isfinite(sum));
}

}  // namespace
