#include "mote/model/vote/votes.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "model/random_forests.hpp"

namespace {

using mote::argmax;
using mote::array;
using mote::hard_vote;
using mote::soft_vote;
using mote::traits::same;

enum class label : uint16_t {};

// Sizes follow from the number of classes, trees and entries.
static_assert(sizeof(hard_vote<label, 255, 255>::leaf) == 1);
static_assert(sizeof(hard_vote<label, 256, 255>::leaf) == 2, "255 says: onward");
static_assert(sizeof(hard_vote<label, 10, 255>::evidence) == 10, "one byte a class");
static_assert(sizeof(hard_vote<label, 10, 256>::evidence) == 20);
static_assert(sizeof(soft_vote<label, 10, 257, uint8_t, 9>::evidence) == 20, "257 * 255 = 65535");
static_assert(sizeof(soft_vote<label, 10, 258, uint8_t, 9>::evidence) == 40);
static_assert(sizeof(soft_vote<label, 10, 65535, uint16_t, 9>::evidence) == 40);
static_assert(sizeof(soft_vote<label, 128, 1, uint8_t, 9>::class_index) == 1);
static_assert(sizeof(soft_vote<label, 129, 1, uint8_t, 9>::class_index) == 2);
static_assert(sizeof(soft_vote<label, 2, 1, uint8_t, 255>::leaf) == 1);
static_assert(sizeof(soft_vote<label, 2, 1, uint8_t, 256>::leaf) == 2);

constexpr label decided(hard_vote<label, 3, 5> vote) {
  auto votes = vote.start();
  for (const uint8_t leaf : array<uint8_t, 5>{{2, 1, 2, 1, 0}}) vote.add(votes, 0, leaf);
  return vote.decide(votes);
}
static_assert(decided({}) == label{1}, "the lower class where two tie");
static_assert(hard_vote<label, 3, 5>{}.valid(2) && !hard_vote<label, 3, 5>{}.valid(3));

// Rows: class 0 (255); classes 1 and 2 (100, 155); class 3 (255).
constexpr soft_vote<label, 4, 3, uint8_t, 4> soft{{{0 + 128, 1, 2 + 128, 3 + 128}},
                                                  {{255, 100, 155, 255}}};
static_assert(soft.valid(0) && soft.valid(1) && soft.valid(2) && soft.valid(3));
static_assert(!soft.valid(4), "past the entries");
static_assert(!soft_vote<label, 4, 3, uint8_t, 2>{{{4 + 128, 0}}, {{255, 0}}}.valid(0), "class 4");
static_assert(!soft_vote<label, 4, 3, uint8_t, 2>{{{0 + 128, 0}}, {{255, 0}}}.valid(1), "no last");
constexpr auto soft_sums() {
  auto sums = soft.start();
  soft.add(sums, 0, 1);
  soft.add(sums, 0, 1);
  soft.add(sums, 0, 3);
  return sums;
}
static_assert(soft_sums() == array<uint16_t, 4>{{0, 200, 310, 255}});
static_assert(soft.decide(soft_sums()) == label{2});

/// A vote of `Trees` trees whose leaves are random rows that sum to one.
template <class Proportion, size_t Classes, size_t Trees>
struct random_rows {
  // GCC 12 folds the equal code of two votes into one, and then warns of the longer one's bounds:
  // votes of different classes get tables of different lengths.
  static constexpr size_t rows = 17 + Classes % 5;
  using vote_type = soft_vote<label, Classes, Trees, Proportion, rows * 3>;
  vote_type vote{};

  explicit random_rows(grown::random& next) {
    constexpr uint32_t one = mote::proportion<Proportion>::one;
    for (size_t row = 0; row < rows; ++row) {
      const uint32_t a = static_cast<uint32_t>(next.below(one + 1u));
      const uint32_t b = static_cast<uint32_t>(next.below(one - a + 1u));
      const uint32_t parts[] = {a, b, one - a - b};
      const size_t start = next.below(Classes - 2);
      for (size_t i = 0; i < 3; ++i) {
        const size_t last = i == 2 ? vote_type::last : 0;
        vote.classes[row * 3 + i] =
            static_cast<typename vote_type::class_index>((start + i) | last);
        vote.proportions[row * 3 + i] = static_cast<Proportion>(parts[i]);
      }
    }
  }
  static typename vote_type::leaf leaf(grown::random& next) {
    return static_cast<typename vote_type::leaf>(3 * next.below(rows));
  }
};

template <class Proportion, size_t Classes, size_t Trees>
void expect_distribution() {
  grown::random next{7};
  const random_rows<Proportion, Classes, Trees> rows{next};
  for (size_t entry = 0; entry < 3 * rows.rows; entry += 3) {
    ASSERT_TRUE(rows.vote.valid(static_cast<decltype(rows.leaf(next))>(entry)));
  }
  for (int i = 0; i < 20; ++i) {
    auto sums = rows.vote.start();
    for (size_t tree = 0; tree < Trees; ++tree) rows.vote.add(sums, 0, rows.leaf(next));
    const auto real = rows.vote.template proba<float>(sums);
    const auto q15 = rows.vote.template proba<uint16_t>(sums);
    double whole = 0;
    int32_t units = 0;
    uint64_t counted = 0;
    for (size_t k = 0; k < Classes; ++k) {
      whole += static_cast<double>(real[k]);
      units += q15[k];
      counted += sums[k];
      ASSERT_NEAR(static_cast<double>(real[k]), q15[k] / 32768.0, 1.6 / 32768);
    }
    ASSERT_EQ(counted, uint64_t{Trees} * mote::proportion<Proportion>::one) << "nothing overflowed";
    ASSERT_NEAR(whole, 1.0, 1e-6);
    ASSERT_NEAR(units, 32768, 1.5 * Classes) << "the error of each class";
    ASSERT_EQ(static_cast<size_t>(rows.vote.decide(sums)), argmax(rows.vote.score(sums)));
  }
}

TEST(SoftVote, OfIntegersGivesADistributionAndNeverOverflows) {
  expect_distribution<uint8_t, 4, 1>();
  expect_distribution<uint8_t, 10, 257>();
  expect_distribution<uint8_t, 10, 258>();
  expect_distribution<uint8_t, 129, 30>();
  expect_distribution<uint16_t, 10, 10>();
  expect_distribution<uint16_t, 300, 20>();
  expect_distribution<uint16_t, 4, 65535>();
}

TEST(HardVote, GivesADistributionAndTheMostFrequentClass) {
  grown::random next{5};
  const hard_vote<label, 7, 300> vote{};
  for (int i = 0; i < 50; ++i) {
    auto votes = vote.start();
    int count[7] = {};
    for (int tree = 0; tree < 300; ++tree) {
      const auto leaf = static_cast<uint8_t>(next.below(7));
      vote.add(votes, 0, leaf);
      ++count[leaf];
    }
    int best = 0, units = 0;
    for (int k = 0; k < 7; ++k) {
      if (count[k] > count[best]) best = k;
      units += vote.proba<uint16_t>(votes)[static_cast<size_t>(k)];
      ASSERT_EQ(vote.score(votes)[static_cast<size_t>(k)], count[k]);
    }
    ASSERT_EQ(static_cast<int>(vote.decide(votes)), best);
    ASSERT_NEAR(units, 32768, 7);
  }
}

TEST(HardVote, CountsUpToEveryTreeForOneClass) {
  const hard_vote<label, 2, 255> vote{};
  auto votes = vote.start();
  for (int tree = 0; tree < 255; ++tree) vote.add(votes, 0, 1);
  EXPECT_EQ(votes, (array<uint8_t, 2>{{0, 255}}));
  EXPECT_EQ(vote.proba<uint16_t>(votes)[1], 32768);
}

uint64_t bits_of(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

/// What scikit-learn computes: doubles added in the order of the trees, divided, numpy's argmax.
template <size_t Classes, size_t Trees>
void expect_doubles_of_scikit_learn(uint32_t seed) {
  using vote_type = soft_vote<label, Classes, Trees, mote::binary64::bits, 30>;
  grown::random next{seed};
  vote_type vote{};
  double shares[30];
  for (size_t i = 0; i < 30; ++i) {  // one entry a row, so that classes tie often
    shares[i] = 1.0 / static_cast<double>(1 + next.below(12));
    vote.classes[i] =
        static_cast<typename vote_type::class_index>(next.below(Classes)) | vote_type::last;
    vote.proportions[i] = bits_of(shares[i]);
  }
  for (int i = 0; i < 200; ++i) {
    auto sums = vote.start();
    double expected[Classes] = {};
    for (size_t tree = 0; tree < Trees; ++tree) {
      const auto leaf = static_cast<uint8_t>(next.below(30));
      vote.add(sums, 0, leaf);
      expected[vote.classes[leaf] & (vote_type::last - 1u)] += shares[leaf];
    }
    size_t best = 0;
    for (size_t k = 0; k < Classes; ++k) {
      ASSERT_EQ(sums[k], bits_of(expected[k]));
      expected[k] /= static_cast<double>(Trees);
      if (expected[k] > expected[best]) best = k;
      if (expected[k] <= 1) {
        const auto real = vote.template proba<float>(sums)[k];
        ASSERT_NEAR(static_cast<double>(real), expected[k], 6e-8);
        const auto q15 = vote.template proba<uint16_t>(sums)[k];
        ASSERT_LE(fabs(q15 - expected[k] * 32768), 0.5);
      }
    }
    ASSERT_EQ(static_cast<size_t>(vote.decide(sums)), best) << seed << ' ' << i;
  }
}

TEST(SoftVote, OfDoublesDecidesEveryTieAsScikitLearn) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    expect_doubles_of_scikit_learn<2, 1>(seed);
    expect_doubles_of_scikit_learn<2, 10>(seed);
    expect_doubles_of_scikit_learn<3, 49>(seed);
    expect_doubles_of_scikit_learn<3, 100>(seed);
  }
}

TEST(SoftVote, OfDoublesTakesTheFirstOfSumsThatDivisionMakesEqual) {
  // 10 trees: 0.3 and its upper neighbour have one quotient; 1.0 and its neighbour have two.
  using vote_type = soft_vote<label, 2, 10, mote::binary64::bits, 1>;
  const vote_type vote{{{vote_type::last}}, {{mote::binary64::one}}};
  int equal = 0, different = 0;
  grown::random next{3};
  for (int i = 0; i < 2000; ++i) {
    const double low = static_cast<double>(1 + next()) / 4294967296.0;
    const double high = nextafter(low, 2.0);
    const bool same_mean = low / 10 == high / 10;
    (same_mean ? equal : different)++;
    const auto decided = vote.decide({{bits_of(low), bits_of(high)}});
    ASSERT_EQ(static_cast<int>(decided), same_mean ? 0 : 1) << low;
  }
  EXPECT_GT(equal, 100);
  EXPECT_GT(different, 100);
}

}  // namespace
