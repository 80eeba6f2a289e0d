// Damaged files of every family, 1,500 each (on a chip 100): each is refused, or loads and then
// predicts without a fault. tests/fuzz/model_reader_fuzz.cpp searches further, led by coverage.
#include <gtest/gtest.h>

#include "model_files.hpp"

namespace {

struct fuzz {
  template <const auto&, class Model>
  void file(const std::string& name) const {
    const std::string whole = tree_files::unsealed(tree_files::read(name + ".csv"));
    ASSERT_FALSE(whole.empty()) << name;
    tree_files::random next{static_cast<uint32_t>(whole.size())};
    static Model model;
    int loaded = 0;
    constexpr int tries = MOTE_ON_DESKTOP ? 1500 : 100, few = MOTE_ON_DESKTOP ? 15 : 0;
    for (int i = 0; i < tries; ++i) {
      const std::string text = tree_files::sealed(tree_files::mutated(whole, next));
      const auto got = tree_files::load<mote::model_reader>(model, text);
      ASSERT_EQ(model.ready(), got.status.ok());
      if (!got.status.ok()) {
        ASSERT_GT(got.status.line(), 0u);
        ASSERT_LE(got.status.line(), 1u + static_cast<uint32_t>(text.size()));
        continue;
      }
      ++loaded;
      for (int row = 0; row < 4; ++row) ASSERT_TRUE(model_files::answers(model, next)) << text;
    }
    EXPECT_GT(loaded, few) << name << ": too few files load to test what follows";
    EXPECT_LT(loaded, tries * 9 / 10) << name;
  }
};

TEST(ModelFilesFuzz, DamagedFilesWithAValidChecksumLoadOrAreRefused) { model_files::each(fuzz{}); }

}  // namespace
