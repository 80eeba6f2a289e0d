// Damaged files, 39,000 of them (on a chip 3,900): each is refused, or loads and then predicts
// without a fault. tests/fuzz/tree_reader_fuzz.cpp searches further, led by coverage.
#include <gtest/gtest.h>

#include "tree_files.hpp"

namespace {

using mote::emlearn_reader;
using mote::tree_reader;
using tree_files::read;
using tree_files::sealed;
using tree_files::unsealed;

template <class Model>
void expect_it_predicts(const Model& model, tree_files::random& next) {
  typename Model::feature_type x[Model::shape::features];
  for (int i = 0; i < 4; ++i) {
    for (auto& v : x) v = tree_files::any_number<typename Model::feature_type>(next);
    mote::prediction_t<Model> label{};
    mote::scores_t<Model> score{};
    ASSERT_TRUE(mote::predict(model, x, label));
    ASSERT_TRUE(mote::score(model, x, score));
    if constexpr (tree_files::is_classifier<typename Model::vote_type>) {
      mote::probabilities_t<Model> p{};
      ASSERT_TRUE(mote::predict_proba(model, x, p));
      ASSERT_LT(label, p.size());
    }
  }
}

template <template <class> class Reader, class Model>
void fuzz(const std::string& name, bool seal, uint32_t seed) {
  const std::string file = seal ? unsealed(read(name)) : read(name);
  ASSERT_FALSE(file.empty()) << name;
  tree_files::random next{seed};
  Model model;
  int loaded = 0;
  constexpr int tries = MOTE_ON_DESKTOP ? 3000 : 300;
  for (int i = 0; i < tries; ++i) {
    const std::string text = tree_files::mutated(file, next);
    const auto got = tree_files::load<Reader>(model, seal ? sealed(text) : text);
    ASSERT_EQ(model.ready(), got.status.ok());
    if (!got.status.ok()) {
      ASSERT_LE(got.status.line(), 1u + static_cast<uint32_t>(text.size()));
      ASSERT_TRUE(got.status.line() > 0 || text.empty());
      continue;
    }
    ++loaded;
    expect_it_predicts(model, next);
  }
  EXPECT_GT(loaded, tries / 100) << name << ": too few files load to test what follows";
  EXPECT_LT(loaded, tries * 9 / 10) << name;
}

TEST(TreeFilesFuzz, DamagedMoteFilesWithAValidChecksumLoadOrAreRefused) {
  fuzz<tree_reader, tree_files::hard_int16>("hard_int16.csv", true, 1);
  fuzz<tree_reader, tree_files::soft8_int8>("soft8_int8.csv", true, 2);
  fuzz<tree_reader, tree_files::soft16_float>("soft16_float.csv", true, 3);
  fuzz<tree_reader, tree_files::exact_int32>("exact_int32.csv", true, 4);
  fuzz<tree_reader, tree_files::scaled_int16>("scaled_int16.csv", true, 5);
  fuzz<tree_reader, tree_files::softmax_int16>("softmax_int16.csv", true, 6);
  fuzz<tree_reader, tree_files::softmax_float>("softmax_float.csv", true, 7);
  fuzz<tree_reader, tree_files::identity_float>("identity_float.csv", true, 8);
  fuzz<tree_reader, tree_files::isolation_int16>("isolation_int16.csv", true, 9);
  fuzz<tree_reader, tree_files::missing_float>("missing_float.csv", true, 10);
  fuzz<tree_reader, tree_files::missing_int16>("missing_int16.csv", true, 15);
}

TEST(TreeFilesFuzz, DamagedEmlearnFilesLoadOrAreRefused) {
  fuzz<emlearn_reader, tree_files::emlearn_hard>("emlearn_hard.csv", false, 11);
  fuzz<emlearn_reader, tree_files::emlearn_soft>("emlearn_soft.csv", false, 12);
  fuzz<emlearn_reader, tree_files::emlearn_many>("emlearn_many.csv", false, 13);
  fuzz<emlearn_reader, tree_files::emlearn_regression>("emlearn_regression.csv", false, 14);
}

}  // namespace
