#include "mote/model/kmeans.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <random>

#include "data/kmeans.hpp"
#include "model_contract.hpp"
#include "mote/model/state.hpp"

namespace {

using mote::predict;
using mote::status_code;
enum class cluster : uint8_t {};

template <size_t N>
struct row {
  mote::array<float, N> x;
};

template <size_t Features, size_t Count>
mote::fixed<row<Features>, Count> rows_of(const float (&samples)[Count][Features]) {
  mote::fixed<row<Features>, Count> rows{};
  for (size_t r = 0; r < Count; ++r) {
    for (size_t i = 0; i < Features; ++i) rows[r].x[i] = samples[r][i];
  }
  return rows;
}

/// The sum of squared distances in doubles.
template <class Model, class Rows>
double inertia_of(const Model& model, const Rows& rows) {
  double sum = 0;
  for (const auto& one : rows) {
    const double away = static_cast<double>(mote::score(model, one.x));
    sum += away * away;
  }
  return sum;
}

constexpr uint32_t seeds = sizeof(void*) > 4 ? 30 : 1;  // an emulated chip takes its time

/// Of all seeds: the worst sum as a share of scikit-learn's best of ten.
template <size_t Centres, size_t Features, size_t Count>
double worst_share(const float (&samples)[Count][Features], double best) {
  const auto rows = rows_of(samples);
  double worst = 0;
  for (uint32_t seed = 0; seed < seeds; ++seed) {
    mote::learning_kmeans<cluster, Features, Centres> model{seed};
    EXPECT_TRUE(model.fit(rows, 20).ok());
    const double sum = inertia_of(model, rows);
    EXPECT_NEAR(static_cast<double>(model.inertia()), sum, 1e-5 * sum + 1e-9);
    worst = fmax(worst, sum / best);
  }
  return worst;
}

TEST(LearningKmeans, ReachesWhatScikitLearnReachesWithinOnePercent) {
  namespace data = kmeans_data;
  EXPECT_LT(worst_share<data::iris::centres>(data::iris::samples, data::iris::inertia), 1.01);
  EXPECT_LT(worst_share<data::wine::centres>(data::wine::samples, data::wine::inertia), 1.01);
  EXPECT_LT(worst_share<data::blobs::centres>(data::blobs::samples, data::blobs::inertia), 1.01);
  EXPECT_LT(worst_share<data::digits::centres>(data::digits::samples, data::digits::inertia), 1.01);
}

using two = mote::learning_kmeans<cluster, 2, 2>;

mote::bounded<row<2>, 40> two_blobs(uint32_t seed) {
  std::mt19937 random{seed};
  std::normal_distribution<float> near(0, 0.5f);
  mote::bounded<row<2>, 40> rows;
  for (int i = 0; i < 40; ++i) {
    const float at = i % 2 == 0 ? 0.0f : 8.0f;
    rows.push_back({{{at + near(random), at + near(random)}}});
  }
  return rows;
}

TEST(LearningKmeans, KeepsTheContractOfModelsInRam) {
  two model;
  model_contract::expect_empty<false>(model);
  ASSERT_TRUE(model.fit(two_blobs(1)).ok());
  std::mt19937 random{4};
  std::uniform_real_distribution<float> any(-20, 20);
  model_contract::expect_ready<false>(model, [&] {
    return mote::array<float, 2>{{any(random), any(random)}};
  });
  model.reset();
  model_contract::expect_empty<false>(model);
  EXPECT_EQ(model.samples(cluster{0}), 0u);
}

TEST(LearningKmeans, GivesTheSameCentresForTheSameSeed) {
  const auto rows = two_blobs(2);
  two first{7}, second{7};
  ASSERT_TRUE(first.fit(rows).ok());
  ASSERT_TRUE(second.partial_fit(rows[0].x).ok());
  ASSERT_TRUE(second.fit(rows).ok());
  for (const auto& one : rows) {
    EXPECT_EQ(mote::score(first, one.x), mote::score(second, one.x));
    EXPECT_EQ(predict(first, one.x), predict(second, one.x));
  }
  EXPECT_EQ(first.samples(cluster{0}) + first.samples(cluster{1}), 40u);
}

TEST(LearningKmeans, TakesRowsThatAreTheSame) {
  mote::learning_kmeans<cluster, 1, 3> model;
  mote::bounded<row<1>, 9> rows;
  for (int i = 0; i < 9; ++i) rows.push_back({{{i < 6 ? 2.0f : 5.0f}}});
  ASSERT_TRUE(model.fit(rows).ok());
  EXPECT_EQ(model.inertia(), 0.0f) << "two different rows are two centres";
  const float x[1] = {5.5f};
  EXPECT_EQ(mote::score(model, x), 0.5f);
  EXPECT_EQ(model.samples(cluster{0}) + model.samples(cluster{1}), 9u);
  EXPECT_EQ(model.samples(cluster{2}), 0u);
}

TEST(LearningKmeans, GivesAnEmptyClusterTheFarthestRow) {
  using model_type = mote::learning_kmeans<cluster, 1, 3>::model_type;
  mote::detail::model::found_clusters<model_type> found;
  for (const float at : {1.0f, 500.0f, 600.0f}) found.add(&at, 0);
  mote::fixed<row<1>, 4> rows{{{{{0.0f}}}, {{{2.0f}}}, {{{4.0f}}}, {{{10.0f}}}}};
  EXPECT_EQ(found.assign(rows), 1.0f + 1.0f + 9.0f + 81.0f);
  EXPECT_TRUE(found.has_empty());
  found.move_to_means();  // the first empty one takes 10, which the first cluster has no more
  EXPECT_EQ(found.model.centres[0][0], 2.0f);
  EXPECT_EQ(found.model.centres[1][0], 10.0f);
  EXPECT_EQ(found.assign(rows), 4.0f + 0.0f + 4.0f + 0.0f);
  found.move_to_means();
  EXPECT_EQ(found.assign(rows), 1.0f + 1.0f);
  EXPECT_FALSE(found.has_empty());
}

TEST(LearningKmeans, OfSamplesOneByOneIsTheMeanOfThoseOfACluster) {
  two model;
  double sum[2] = {}, count[2] = {};
  std::mt19937 random{6};
  std::normal_distribution<float> near(0, 0.5f);
  for (int i = 0; i < 3000; ++i) {
    const auto side = static_cast<size_t>(i % 2);
    const float x[2] = {2000.0f * static_cast<float>(side) + near(random), 0};
    ASSERT_TRUE(model.partial_fit(x).ok());
    sum[side] += static_cast<double>(x[0]);
    ++count[side];
  }
  for (size_t side = 0; side < 2; ++side) {
    const float x[2] = {static_cast<float>(sum[side] / count[side]), 0};
    EXPECT_LT(mote::score(model, x), 2e-4f) << side;
    EXPECT_EQ(model.samples(static_cast<cluster>(side)), 1500u);
  }
}

TEST(LearningKmeans, GoesOnAfterAFitThatWasBrokenOff) {
  mote::learning_kmeans<cluster, 1, 1> model;
  const mote::fixed<row<1>, 2> rows{{{{{0.0f}}}, {{{2.0f}}}}};
  ASSERT_TRUE(model.fit(rows, 1, 0).ok());  // no round: the centre is one of the rows
  const float zero[1] = {0};
  const float centre = mote::score(model, zero);
  const float x[1] = {centre + 3}, third[1] = {centre + 1};
  ASSERT_TRUE(model.partial_fit(x).ok());
  EXPECT_EQ(mote::score(model, third), 0.0f) << "a third of the way, as the third sample";
}

TEST(LearningKmeans, LearnsFromALongRunAsMuchAsFromAShortOne) {
  mote::learning_kmeans<cluster, 1, 1> model;
  for (int i = 0; i < 40000; ++i) {
    const float x[1] = {i < 20000 ? 2000.0f : 2001.0f};
    ASSERT_TRUE(model.partial_fit(x).ok());
  }
  const float middle[1] = {2000.5f};
  EXPECT_LT(mote::score(model, middle), 3e-4f);
}

TEST(LearningKmeans, WithAShortMemoryFollowsWhatChanges) {
  mote::learning_kmeans<cluster, 1, 1> model{1, 50};
  for (int i = 0; i < 2000; ++i) {
    const float x[1] = {i < 1000 ? 0.0f : 10.0f};
    ASSERT_TRUE(model.partial_fit(x).ok());
  }
  const float now[1] = {10.0f};
  EXPECT_LT(mote::score(model, now), 1e-3f);
}

TEST(LearningKmeans, RefusesWhatItCannotLearnAndStaysAsItWas) {
  two model;
  auto rows = two_blobs(3);
  EXPECT_EQ(model.fit(mote::bounded<row<2>, 3>{}).code(), status_code::empty);
  ASSERT_TRUE(model.fit(rows).ok());
  const float x[2] = {1, 2};
  const float before = mote::score(model, x);
  for (const float bad : {nanf(""), HUGE_VALF, -HUGE_VALF}) {
    const float y[2] = {3, bad};
    EXPECT_EQ(model.partial_fit(y).code(), status_code::number);
    rows[4].x[1] = bad;
    EXPECT_EQ(model.fit(rows), (mote::status{status_code::number, 5}));
  }
  EXPECT_EQ(mote::score(model, x), before);
  EXPECT_EQ(model.samples(cluster{0}) + model.samples(cluster{1}), 40u);
}

TEST(LearningKmeans, IsRestoredBitForBitAndGoesOnAlike) {
  two model, other;
  ASSERT_TRUE(model.fit(two_blobs(4)).ok());
  mote::array<uint8_t, mote::state_size<two>> bytes{};
  ASSERT_TRUE(mote::save(model, bytes).ok());
  ASSERT_TRUE(mote::restore(other, bytes).ok());
  for (const auto& one : two_blobs(5)) {
    ASSERT_TRUE(model.partial_fit(one.x).ok());
    ASSERT_TRUE(other.partial_fit(one.x).ok());
    EXPECT_EQ(mote::score(model, one.x), mote::score(other, one.x));
  }
  for (uint8_t& byte : bytes) {
    byte ^= 0x10;
    EXPECT_FALSE(mote::restore(other, bytes).ok());
    byte ^= 0x10;
  }
}

static_assert(sizeof(mote::learning_kmeans<cluster, 8, 3>) <=
                  3 * (8 * 8 + 4) + 4 * 8 + 20 + 3 * sizeof(size_t),
              "what the page says");

}  // namespace
