#include "mote/core/span.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <type_traits>
#include <vector>

#include "mote/core/array.hpp"

namespace {

using mote::span;

constexpr mote::array<int, 3> fixed{1, 2, 3};

constexpr int sum_of_three(span<const int, 3> items) {
  int total = 0;
  for (const int item : items) total += item;
  return total;
}
constexpr int sum_of(span<const int> items) {
  int total = 0;
  for (size_t i = 0; i < items.size(); ++i) total += items[i];
  return total;
}

template <class To, class From>
constexpr bool converts = std::is_convertible_v<From, To>;

static_assert(sum_of_three(fixed) == 6 && sum_of(fixed) == 6);
static_assert(sum_of_three(mote::array<int, 3>{4, 5, 6}) == 15, "a temporary lives long enough");
static_assert(sizeof(span<int, 3>) == sizeof(int*));
static_assert(sizeof(span<int>) == 2 * sizeof(int*));
static_assert(converts<span<const int, 3>, span<int, 3>> && converts<span<const int>, span<int>>);
static_assert(!converts<span<int, 3>, span<const int, 3>>, "const does not go away");
static_assert(!converts<span<int>, const mote::array<int, 3>&>);
static_assert(!converts<span<const int, 3>, mote::array<short, 3>&>, "no other element type");
static_assert(!converts<span<const int, 3>, const int*>, "a bare pointer has no length");
static_assert(!converts<span<const int, 3>, span<const int>>, "a run-time length may be wrong");
static_assert(std::is_trivially_copyable_v<span<int, 3>> &&
              std::is_trivially_copyable_v<span<int>>);

TEST(Span, ViewsEveryKindOfArrayOfItsLength) {
  int plain[] = {1, 2, 3};
  const int constant[] = {1, 2, 3};
  mote::array<int, 3> own{1, 2, 3};
  std::array<int, 3> standard{1, 2, 3};
  EXPECT_EQ(sum_of_three(plain), 6);
  EXPECT_EQ(sum_of_three(constant), 6);
  EXPECT_EQ(sum_of_three(own), 6);
  EXPECT_EQ(sum_of_three(standard), 6);
  EXPECT_EQ(sum_of_three(span<int, 3>{plain}), 6);
  EXPECT_EQ(sum_of_three(span<const int, 3>{&plain[0]}), 6);
  EXPECT_EQ(sum_of(plain), 6);
  EXPECT_EQ(sum_of(constant), 6);
  EXPECT_EQ(sum_of(standard), 6);
  EXPECT_EQ(sum_of(span<int, 3>{own}), 6);
  EXPECT_EQ(sum_of({plain, 2}), 3);
}

TEST(Span, WritesThroughToTheArray) {
  mote::array<int, 3> own{};
  const span<int, 3> view = own;
  view[1] = 7;
  for (int& item : span<int>{own}) ++item;
  EXPECT_EQ(own, (mote::array<int, 3>{1, 8, 1}));
  EXPECT_EQ(view.data(), own.data());
  EXPECT_EQ(view.end() - view.begin(), 3);
}

TEST(Span, DeducesItsTypeFromTheArray) {
  int plain[4] = {};
  mote::array<float, 2> own{};
  const mote::array<float, 2> constant{};
  static_assert(std::is_same_v<decltype(span{plain}), span<int, 4>>);
  static_assert(std::is_same_v<decltype(span{own}), span<float, 2>>);
  static_assert(std::is_same_v<decltype(span{constant}), span<const float, 2>>);
  static_assert(std::is_same_v<decltype(span{plain, 2}), span<int>>);
  EXPECT_EQ(span{plain}.size() + span{own}.size() + span{constant}.size(), 8u);
}

TEST(Span, FirstAndLastAreParts) {
  const span<const int> whole = fixed;
  EXPECT_EQ(sum_of(whole.first(2)), 3);
  EXPECT_EQ(sum_of(whole.last(2)), 5);
  EXPECT_EQ(whole.last(3).data(), whole.data());
  EXPECT_TRUE(whole.first(0).empty());
  EXPECT_TRUE(span<int>{}.empty());
  EXPECT_EQ(sum_of({}), 0);
}

#if MOTE_CHECKED && defined(GTEST_HAS_DEATH_TEST)
TEST(SpanDeathTest, AnIndexOutsideTraps) {
  const span<const int, 3> three = fixed;
  const span<const int> some = fixed;
  EXPECT_DEATH(static_cast<void>(three[3]), "");
  EXPECT_DEATH(static_cast<void>(some[3]), "");
  EXPECT_DEATH(static_cast<void>(some.first(4)), "");
  EXPECT_DEATH(static_cast<void>(some.last(4)), "");
}
#endif

TEST(Span, IsMadeOfContainers) {
  std::vector<int16_t> items{1, 2, 3};
  const std::vector<int16_t>& settled = items;
  const mote::span<int16_t> writes = items;
  const mote::span<const int16_t> reads = settled;
  writes[1] = 7;
  EXPECT_EQ(reads.size(), 3u);
  EXPECT_EQ(reads[1], 7);
  const std::string text = "mote";
  EXPECT_EQ(mote::span<const char>(text).size(), 4u);
  static_assert(!std::is_constructible_v<mote::span<int16_t>, const std::vector<int16_t>&>);
  static_assert(!std::is_constructible_v<mote::span<const int16_t>, std::vector<int32_t>&>);
  static_assert(!std::is_constructible_v<mote::span<int16_t>, mote::span<const int16_t>&>);
}

}  // namespace
