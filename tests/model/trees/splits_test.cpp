#include "mote/model/trees/splits.hpp"

#include <gtest/gtest.h>

#include <stdint.h>
#include <string.h>

#include <memory>

#include "model/random_forests.hpp"

namespace {

using mote::split;
using mote::split_table;

static_assert(sizeof(split<int8_t, uint8_t>) == 3);
static_assert(sizeof(split<int16_t, uint8_t>) == 4);
static_assert(sizeof(split<int32_t, uint8_t>) == 6);
static_assert(sizeof(split<float, uint8_t>) == 6);
static_assert(sizeof(split<int8_t, uint16_t>) == 6);
static_assert(sizeof(split<int16_t, uint16_t>) == 6);
static_assert(sizeof(split<int32_t, uint16_t>) == 8);
static_assert(sizeof(split<float, uint16_t>) == 8);
static_assert(sizeof(mote::tree_root<uint16_t, false>) == 2, "shared slots take no room");
static_assert(sizeof(mote::tree_root<uint16_t, true>) == 4);

// x0 <= 5 ? (x1 <= -3 ? 0 : 1) : (x1 <= 8 ? 1 : (x0 <= 9 ? 2 : 0)), and x1 <= 0 ? 2 : 0.
struct small_shape {
  using feature_type = int16_t;
  using index_type = uint8_t;
  using slot_type = uint8_t;
  static constexpr bool own_slots = false;
  static constexpr size_t features = 2, trees = 2, splits = 5, slots = 6, first_fork = 2;
};
constexpr uint8_t go = mote::onward<uint8_t>;
constexpr split_table<small_shape> small{{{{0}, {4}}},
                                         {{{5, 0, 1}, {-3, 2, 2}, {8, 2, 3}, {9, 0, 5}, {0, 2, 5}}},
                                         {{0, 1, go, 2, 0, 0}}};

// The fork (1, go) is slots 1 and 2, (2, 0) slots 3 and 4.
constexpr int plain(int tree, int x0, int x1) {
  if (tree == 1) return x1 <= 0 ? 2 : 0;
  if (x0 <= 5) return x1 <= -3 ? 0 : 1;
  if (x1 <= 8) return 1;
  return x0 <= 9 ? 2 : 0;
}
constexpr bool small_is_plain() {
  for (int x0 = -2; x0 < 13; ++x0) {
    for (int x1 = -6; x1 < 12; ++x1) {
      const int16_t x[2] = {static_cast<int16_t>(x0), static_cast<int16_t>(x1)};
      if (small.leaf(0, x) != plain(0, x0, x1) || small.leaf(1, x) != plain(1, x0, x1)) {
        return false;
      }
    }
  }
  return true;
}
static_assert(small.valid());

static_assert(small_is_plain(), "a hand-written table, over the grid around its thresholds");

template <class Change>
constexpr bool valid_after(const Change& change) {
  split_table<small_shape> table = small;
  change(table);
  return table.valid();
}
using table_t = split_table<small_shape>;
static_assert(!valid_after([](table_t& t) { t.roots[0].split = 1; }), "the first tree begins at 0");
static_assert(!valid_after([](table_t& t) { t.roots[1].split = 0; }), "a tree without splits");
static_assert(!valid_after([](table_t& t) { t.roots[1].split = 5; }), "a tree past the end");
static_assert(!valid_after([](table_t& t) { t.roots[1].split = 2; }), "a link into the next tree");
static_assert(!valid_after([](table_t& t) { t.splits[0].link = 0; }), "a link to its left child");
static_assert(!valid_after([](table_t& t) { t.splits[2].link = 1; }), "a link out of the tree");
static_assert(!valid_after([](table_t& t) { t.splits[4].link = 1; }), "a link past the end");
static_assert(!valid_after([](table_t& t) { t.splits[1].link = 7; }), "a fork past the slots");
static_assert(!valid_after([](table_t& t) { t.splits[1].feature = 1; }), "half a feature");
static_assert(!valid_after([](table_t& t) { t.splits[1].feature = 4; }), "feature 2 of 2");
static_assert(!valid_after([](table_t& t) { t.slots[4] = go; }), "onward from a tree's last split");
static_assert(valid_after([](table_t& t) { t.splits[1].threshold = 99; }));

template <class X, class Index, class Slot, bool Own>
struct kind {
  using shape = grown::shape<X, Index, Slot, Own, 3, 14, 40>;
};
template <class Kind>
class AnyTable : public ::testing::Test {};
using Kinds =
    ::testing::Types<kind<int8_t, uint8_t, uint8_t, false>, kind<int8_t, uint16_t, uint16_t, true>,
                     kind<int16_t, uint8_t, uint8_t, false>, kind<int16_t, uint8_t, uint16_t, true>,
                     kind<int16_t, uint16_t, int16_t, false>,
                     kind<int32_t, uint8_t, int32_t, false>, kind<int32_t, uint16_t, uint8_t, true>,
                     kind<float, uint8_t, uint8_t, false>, kind<float, uint8_t, float, true>,
                     kind<float, uint16_t, uint16_t, false>>;
TYPED_TEST_SUITE(AnyTable, Kinds, );

template <class Shape>
grown::forest<Shape> forest_of(uint32_t seed) {
  return {seed, [](grown::random& next, size_t) {
            return static_cast<typename Shape::slot_type>(next.below(120));
          }};
}

TYPED_TEST(AnyTable, LeadsEverySampleWhereThePlainTreesLeadIt) {
  using shape = typename TypeParam::shape;
  for (uint32_t seed = 1; seed <= 60; ++seed) {
    const auto forest = forest_of<shape>(seed);
    const split_table<shape> table = forest.table();
    ASSERT_TRUE(table.valid()) << seed;
    grown::random next{seed};
    for (int i = 0; i < 100; ++i) {
      const auto x = forest.sample(next);
      for (size_t tree = 0; tree < shape::trees; ++tree) {
        ASSERT_EQ(table.leaf(tree, x.data()), forest.leaf(tree, x.data())) << seed << ' ' << tree;
      }
    }
  }
}

/// Follows a table with every index checked; false when one is out of range or the walk is long.
template <class Shape>
bool walk_inside(const split_table<Shape>& table, size_t tree,
                 const typename Shape::feature_type* x, typename Shape::slot_type& leaf) {
  size_t at = table.roots[tree].split;
  for (size_t steps = 0; steps <= Shape::splits; ++steps) {
    if (at >= Shape::splits) return false;
    const auto entry = table.splits[at];
    if (entry.feature % sizeof(x[0]) != 0 || entry.feature / sizeof(x[0]) >= Shape::features) {
      return false;
    }
    const bool right = mote::key(x[entry.feature / sizeof(x[0])]) > entry.threshold;
    ++at;
    if (entry.link < Shape::first_fork) {
      at += right ? entry.link : 0u;
      continue;
    }
    const size_t slot = table.roots[tree].slot + entry.link - Shape::first_fork + (right ? 1 : 0);
    if (slot >= Shape::slots) return false;
    leaf = table.slots[slot];
    if (mote::key(leaf) != mote::key(mote::onward<typename Shape::slot_type>)) return true;
  }
  return false;
}

/// Every byte of a table set to every value: what valid() lets pass must walk inside the table.
template <class Shape>
void damage_every_byte(uint32_t seed) {
  const auto forest = forest_of<Shape>(seed);
  const auto good = std::make_unique<split_table<Shape>>(forest.table());
  const auto bad = std::make_unique<split_table<Shape>>();
  size_t accepted = 0, refused = 0;
  for (size_t byte = 0; byte < sizeof *good; ++byte) {
    for (int value = 0; value < 256; ++value) {
      unsigned char raw[sizeof *good];
      memcpy(raw, good.get(), sizeof raw);
      raw[byte] = static_cast<unsigned char>(value);
      memcpy(static_cast<void*>(bad.get()), raw, sizeof raw);
      bool in_pieces = true;
      for (size_t from = 0; from < Shape::splits; from += 4) {
        in_pieces = in_pieces && bad->valid(from, from + 4);
      }
      ASSERT_EQ(in_pieces, bad->valid()) << "byte " << byte << ' ' << value;
      if (!in_pieces) {
        ++refused;
        continue;
      }
      ++accepted;
      grown::random next{static_cast<uint32_t>(byte * 256) + static_cast<uint32_t>(value) + 1};
      for (int i = 0; i < 4; ++i) {
        const auto x = forest.sample(next);
        for (size_t tree = 0; tree < Shape::trees; ++tree) {
          typename Shape::slot_type leaf{};
          ASSERT_TRUE(walk_inside(*bad, tree, x.data(), leaf)) << "byte " << byte << ' ' << value;
          ASSERT_EQ(mote::key(bad->leaf(tree, x.data())), mote::key(leaf)) << "byte " << byte;
        }
      }
    }
  }
  EXPECT_GT(refused, 0u);
  EXPECT_GT(accepted, 0u);
}

TEST(DamagedTable, ThatIsStillValidWalksInsideItself) {
  damage_every_byte<grown::shape<int16_t, uint8_t, uint8_t, false, 2, 6, 8>>(1);
  damage_every_byte<grown::shape<int16_t, uint16_t, uint16_t, true, 2, 6, 8>>(2);
  damage_every_byte<grown::shape<int8_t, uint8_t, uint8_t, true, 3, 5, 8>>(3);
  damage_every_byte<grown::shape<float, uint8_t, float, true, 2, 6, 8>>(4);
  damage_every_byte<grown::shape<int32_t, uint16_t, int32_t, false, 2, 6, 8>>(5);
}

}  // namespace
