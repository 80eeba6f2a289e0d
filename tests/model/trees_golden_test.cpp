// Converted models against what scikit-learn said of the same rows. The rows and the models are in
// data/trees, written by data/make_tree_goldens.py: half of the rows are real, half lie on a
// threshold, one step beside it, or at the ends of the feature type.
#include "mote/model/trees.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include "data/trees/body_boosted_int32.hpp"
#include "data/trees/body_forest_float.hpp"
#include "data/trees/body_forest_int16.hpp"
#include "data/trees/body_poisson_float.hpp"
#include "data/trees/cancer_boosted_float.hpp"
#include "data/trees/cancer_boosted_int16.hpp"
#include "data/trees/cancer_boosted_int32.hpp"
#include "data/trees/cancer_boosted_mixed.hpp"
#include "data/trees/cancer_extra_exact.hpp"
#include "data/trees/cancer_forest_hard.hpp"
#include "data/trees/digits_extra_clustered.hpp"
#include "data/trees/digits_extra_soft16.hpp"
#include "data/trees/digits_forest_hard.hpp"
#include "data/trees/digits_forest_soft8.hpp"
#include "data/trees/digits_raw.hpp"
#include "data/trees/iris_scaled_int8.hpp"
#include "data/trees/iris_tree_exact.hpp"
#include "data/trees/iris_tree_hard.hpp"
#include "data/trees/many_classes_hard.hpp"
#include "data/trees/many_classes_soft8.hpp"
#include "data/trees/wide_forest_hard.hpp"
#include "data/trees/wine_boosted_float.hpp"
#include "data/trees/wine_boosted_int16.hpp"
#include "data/trees/wine_boosted_int32.hpp"
#include "data/trees/wine_forest_exact.hpp"
#include "data/trees/wine_isolation_float.hpp"
#include "data/trees/wine_isolation_int16.hpp"
#include "data/trees/wine_isolation_int32.hpp"
#include "data/trees/wine_scaled_int16.hpp"

namespace {

using mote::predict;
using mote::predict_proba;
using mote::score;
using mote::traits::same;

// The goldens cover both widths of a link, both owners of slots, and wide classes and rows.
static_assert(!digits_forest_hard::parts::shape::own_slots && digits_raw::parts::shape::own_slots);
static_assert(mote::traits::same<wide_forest_hard::parts::shape::index_type, uint16_t>);
static_assert(mote::traits::same<digits_forest_hard::parts::shape::index_type, uint8_t>);
static_assert(mote::traits::same<many_classes_hard::parts::shape::slot_type, uint16_t>,
              "270 classes");
static_assert(sizeof(many_classes_soft8::model.vote.classes[0]) == 2, "140 classes and a mark");
static_assert(mote::traits::same<decltype(predict(body_forest_int16::model,
                                                  body_forest_int16::golden::samples[0])),
                                 int32_t>);

// The label of a real row, walked and unrolled by the compiler.
static_assert(uint16_t(predict(iris_tree_hard::model, iris_tree_hard::golden::samples[0])) ==
              iris_tree_hard::golden::labels[0]);
static_assert(
    uint16_t(predict<wine_boosted_int16::model>(wine_boosted_int16::golden::samples[1])) ==
    wine_boosted_int16::golden::labels[1]);
static_assert(uint16_t(predict(cancer_extra_exact::model,
                               cancer_extra_exact::golden::samples[2])) ==
              cancer_extra_exact::golden::labels[2]);

template <const auto& Model, class Sample, size_t Rows>
void expect_labels(const Sample (&samples)[Rows], const uint16_t (&labels)[Rows]) {
  static_assert(Rows >= 5, "a golden file without rows proves nothing");
  for (size_t row = 0; row < Rows; ++row) {
    EXPECT_EQ(static_cast<uint16_t>(predict(Model, samples[row])), labels[row]) << "row " << row;
    EXPECT_EQ(static_cast<uint16_t>(predict<Model>(samples[row])), labels[row]) << "row " << row;
  }
}

template <const auto& Model, class Sample, size_t Rows, size_t Classes>
void expect_probabilities(const Sample (&samples)[Rows], const double (&expected)[Rows][Classes],
                          double bound) {
  for (size_t row = 0; row < Rows; ++row) {
    const auto p = predict_proba(Model, samples[row]);
    const auto unrolled = predict_proba<Model>(samples[row]);
    constexpr bool is_float =
        mote::traits::same<typename mote::model_of<Model>::probability, float>;
    const double one = is_float ? 1.0 : 32768.0;
    const double rounding = is_float ? 1e-6 : 3.5 / 32768;
    for (size_t k = 0; k < Classes; ++k) {
      EXPECT_NEAR(static_cast<double>(p[k]) / one, expected[row][k], bound + rounding)
          << "row " << row << " class " << k;
      EXPECT_EQ(p[k], unrolled[k]) << "row " << row << " class " << k;
    }
  }
}

#define MOTE_CLASSIFIER(name)                                                  \
  TEST(ScikitLearn, AgreesOnLabelsAndProbabilitiesOf_##name) {                 \
    namespace g = name::golden;                                                \
    expect_labels<name::model>(g::samples, g::labels);                         \
    expect_probabilities<name::model>(g::samples, g::probabilities, g::bound); \
  }
MOTE_CLASSIFIER(iris_tree_hard)
MOTE_CLASSIFIER(iris_tree_exact)
MOTE_CLASSIFIER(wine_forest_exact)
MOTE_CLASSIFIER(cancer_forest_hard)
MOTE_CLASSIFIER(digits_forest_hard)
MOTE_CLASSIFIER(digits_forest_soft8)
MOTE_CLASSIFIER(digits_extra_soft16)
MOTE_CLASSIFIER(digits_extra_clustered)
MOTE_CLASSIFIER(cancer_extra_exact)
MOTE_CLASSIFIER(wide_forest_hard)
MOTE_CLASSIFIER(cancer_boosted_float)
MOTE_CLASSIFIER(cancer_boosted_int16)
MOTE_CLASSIFIER(cancer_boosted_int32)
MOTE_CLASSIFIER(cancer_boosted_mixed)
MOTE_CLASSIFIER(wine_boosted_float)
MOTE_CLASSIFIER(wine_boosted_int16)
MOTE_CLASSIFIER(wine_boosted_int32)

TEST(ScikitLearn, AgreesOnLabelsOfMoreClassesThanAByteHolds) {
  expect_labels<many_classes_soft8::model>(many_classes_soft8::golden::samples,
                                           many_classes_soft8::golden::labels);
  expect_labels<many_classes_hard::model>(many_classes_hard::golden::samples,
                                          many_classes_hard::golden::labels);
}

template <const auto& Model, class Sample, size_t Rows>
void expect_values(const Sample (&samples)[Rows], const double (&expected)[Rows], double bound) {
  for (size_t row = 0; row < Rows; ++row) {
    const auto value = predict(Model, samples[row]);
    const bool units = mote::traits::same<decltype(predict(Model, samples[row])), int32_t>;
    const double real = static_cast<double>(value) * (units ? double{Model.vote.scale} : 1.0);
    EXPECT_NEAR(real, expected[row], bound + 1e-6 * fabs(expected[row])) << "row " << row;
    EXPECT_EQ(value, predict<Model>(samples[row])) << "row " << row;
  }
}

#define MOTE_REGRESSION(name)                                    \
  TEST(ScikitLearn, AgreesOnValuesOf_##name) {                   \
    namespace g = name::golden;                                  \
    expect_values<name::model>(g::samples, g::values, g::bound); \
  }
MOTE_REGRESSION(body_forest_float)
MOTE_REGRESSION(body_forest_int16)
MOTE_REGRESSION(body_boosted_int32)
MOTE_REGRESSION(body_poisson_float)

template <const auto& Model, class Sample, size_t Rows>
void expect_scores(const Sample (&samples)[Rows], const double (&expected)[Rows], double bound) {
  constexpr bool is_float =
      mote::traits::same<typename mote::model_of<Model>::shape::slot_type, float>;
  for (size_t row = 0; row < Rows; ++row) {
    const auto got = score(Model, samples[row]);
    EXPECT_NEAR(static_cast<double>(got) / (is_float ? 1.0 : 32768.0), expected[row],
                bound + (is_float ? 1e-6 : 2.0 / 32768))
        << "row " << row;
    EXPECT_EQ(got, score<Model>(samples[row])) << "row " << row;
  }
}

#define MOTE_ISOLATION(name)                                     \
  TEST(ScikitLearn, AgreesOnOutliersAndScoresOf_##name) {        \
    namespace g = name::golden;                                  \
    expect_labels<name::model>(g::samples, g::labels);           \
    expect_scores<name::model>(g::samples, g::scores, g::bound); \
  }
MOTE_ISOLATION(wine_isolation_float)
MOTE_ISOLATION(wine_isolation_int16)
MOTE_ISOLATION(wine_isolation_int32)

template <const auto& Model, class Integer, size_t Features, size_t Rows, class Quantize>
void expect_scaled_labels(const Quantize& quantize, const float (&raw)[Rows][Features],
                          const bool (&clear)[Rows], const uint16_t (&labels)[Rows]) {
  size_t compared = 0;
  for (size_t row = 0; row < Rows; ++row) {
    mote::array<Integer, Features> x;
    quantize(raw[row], x);
    if (!clear[row]) continue;
    EXPECT_EQ(static_cast<uint16_t>(predict(Model, x)), labels[row]) << "row " << row;
    ++compared;
  }
  EXPECT_GE(compared, Rows / 2);
}

TEST(ScikitLearn, AgreesOnLabelsOfScaledFeaturesOffTheThresholds) {
  expect_scaled_labels<wine_scaled_int16::model, int16_t>(
      [](const auto& raw, auto& x) { return wine_scaled_int16::quantize(raw, x); },
      wine_scaled_int16::golden::raw, wine_scaled_int16::golden::clear,
      wine_scaled_int16::golden::labels);
  expect_scaled_labels<iris_scaled_int8::model, int8_t>(
      [](const auto& raw, auto& x) { return iris_scaled_int8::quantize(raw, x); },
      iris_scaled_int8::golden::raw, iris_scaled_int8::golden::clear,
      iris_scaled_int8::golden::labels);
}

// --- The raw digits: thresholds that are cut to integers and tested with `<` lose labels ---------

namespace raw = digits_raw::golden;

/// The tree's own nodes, in the plainest way. `left(x, threshold)` is the test.
template <class Left>
size_t best_of_leaf(size_t tree, const int16_t (&x)[64], const Left& left) {
  int at = raw::roots[tree];
  while (at >= 0) {
    const raw::node& n = raw::nodes[at];
    at = left(x[n.feature], n.threshold) ? n.left : n.right;
  }
  return static_cast<size_t>(~at);
}

template <class Left>
size_t vote_of_trees(const int16_t (&x)[64], const Left& left) {
  int votes[10] = {};
  for (size_t tree = 0; tree < 10; ++tree) ++votes[best_of_leaf(tree, x, left)];
  size_t best = 0;
  for (size_t k = 1; k < 10; ++k) best = votes[k] > votes[best] ? k : best;
  return best;
}

/// One vote a tree out of the converted table: the largest class of the row that a leaf names.
size_t vote_of_table(const int16_t (&x)[64]) {
  const auto& vote = digits_raw::model.vote;
  int votes[10] = {};
  for (size_t tree = 0; tree < 10; ++tree) {
    auto row = vote.start();
    vote.add(row, 0, digits_raw::model.table.leaf(tree, x));
    ++votes[mote::argmax(row)];
  }
  size_t best = 0;
  for (size_t k = 1; k < 10; ++k) best = votes[k] > votes[best] ? k : best;
  return best;
}

TEST(RawDigits, GetScikitLearnsLabelsOnEveryRowWhereTruncationLosesTwentyOfThem) {
  constexpr size_t rows = sizeof raw::truth;
  ASSERT_EQ(rows, 200u);
  size_t own_right = 0, voted_right = 0, truncated_right = 0;
  for (size_t row = 0; row < rows; ++row) {
    int16_t x[64];
    for (size_t i = 0; i < 64; ++i) x[i] = static_cast<int16_t>(raw::pixels[64 * row + i] - 'a');

    const size_t own = static_cast<size_t>(predict(digits_raw::model, x));
    ASSERT_EQ(own, raw::labels[row]) << "row " << row;
    ASSERT_EQ(static_cast<size_t>(predict<digits_raw::model>(x)), own) << "row " << row;
    own_right += own == raw::truth[row];

    const auto rule = [](int16_t v, float threshold) { return static_cast<float>(v) <= threshold; };
    const size_t voted = vote_of_trees(x, rule);
    ASSERT_EQ(vote_of_table(x), voted) << "row " << row;
    voted_right += voted == raw::truth[row];

    const auto cut = [](int16_t v, float threshold) { return v < static_cast<int16_t>(threshold); };
    truncated_right += vote_of_trees(x, cut) == raw::truth[row];
  }
  EXPECT_EQ(own_right, 192u) << "scikit-learn averages the proportions of the leaves";
  EXPECT_EQ(voted_right, 191u) << "one vote a tree";
  EXPECT_EQ(truncated_right, 171u) << "one vote a tree, with truncated thresholds and `<`";
}

}  // namespace
