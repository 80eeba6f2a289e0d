// A model behind stages of rows is a model, with all verbs, as a table and as code.
#include "mote/model/prepared.hpp"

#include <gtest/gtest.h>

#include <stdint.h>

#include <random>

#include "../target/small_trees.hpp"
#include "mote/model/columns.hpp"
#include "mote/model/naive_bayes.hpp"

namespace {

using mote::array;
using small_trees::label;

constexpr auto forest =
    small_trees::model<float, uint8_t, false>(small_trees::soft<uint16_t>(555, 65535), 0, 2);
constexpr mote::gaussian_naive_bayes<label, 3, 3> bayes{
    {{{{{-1.0f, 2.0f, 0.0f}}, {{0.5f, 0.25f, 1.0f}}, -1.6f},
      {{{1.0f, -2.0f, 3.0f}}, {{0.5f, 2.0f, 0.1f}}, -1.7f},
      {{{0.0f, 0.0f, 9.0f}}, {{0.1f, 0.1f, 0.2f}}, -1.8f}}}};
constexpr auto regression = small_trees::model<int16_t, uint8_t, false>(
    mote::value_sum<mote::link::identity, label, int32_t, 1>{{{5}}, 0.5f, {}}, -3, 9);

constexpr array<float, 4> mean{{1.0f, -2.0f, 0.5f, 100.0f}};
constexpr array<array<float, 3>, 4> weights{
    {{{1.0f, -0.5f, 3.0f}}, {{2.0f, 1.0f, 0.25f}}, {{-1.0f, 4.0f, 1.0f}}, {{0.1f, 0.3f, -0.2f}}}};
constexpr float smallest = 1e-6f;
constexpr array<int16_t, 3> what{{-1, -1, 0}}, by{{17, 8, 0}};

using project = mote::project_columns<int16_t, mean, weights>;
using normalize = mote::normalize_columns<float, 3, mote::row_norm::l1, smallest>;
constexpr mote::prepared<forest, project, normalize> projected{};
constexpr mote::prepared<bayes, project> likely{};
constexpr mote::prepared<regression, mote::replace_columns<int16_t, what, by>> replaced{};

static_assert(mote::is_model<decltype(projected)> && projected.valid());
static_assert(sizeof(projected) == 1 && projected.features == 4);
static_assert(mote::traits::same<decltype(projected)::feature_type, int16_t>);
static_assert(mote::predict(replaced, array<int16_t, 3>{{-1, 5, 9}}) ==
              mote::predict(regression, array<int16_t, 3>{{17, 5, 9}}));

TEST(Prepared, AnswersAsTheModelDoesOnTheRowsOfTheStages) {
  std::minstd_rand random{2};
  for (int round = 0; round < 500; ++round) {
    array<int16_t, 4> x{};
    for (int16_t& one : x) one = static_cast<int16_t>(random() % 400 - 200);
    array<float, 3> row{}, unit{};
    project::process(x, row);
    normalize::process(row, unit);
    EXPECT_EQ(projected.prepare(x.data()), unit);
    EXPECT_EQ(mote::predict(projected, x), mote::predict(forest, unit));
    EXPECT_EQ(mote::predict<projected>(x), mote::predict(forest, unit));
    EXPECT_EQ(mote::predict_proba(projected, x), mote::predict_proba(forest, unit));
    EXPECT_EQ(mote::predict(likely, x), mote::predict(bayes, row));
    EXPECT_EQ(mote::predict<likely>(x), mote::predict<bayes>(row));
    EXPECT_EQ(mote::score(likely, x), mote::score(bayes, row));
    EXPECT_EQ(mote::predict_proba<likely>(x), mote::predict_proba(bayes, row));
  }
}

TEST(Prepared, GivesAStatusAsAModelDoes) {
  label out{};
  const array<int16_t, 4> x{};
  EXPECT_TRUE(mote::predict(projected, x, out));
  EXPECT_EQ(out, mote::predict(projected, x));
}

}  // namespace
