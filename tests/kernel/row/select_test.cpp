#include "mote/kernel/row/select.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <algorithm>
#include <random>
#include <vector>

namespace {

using mote::kernel::select;

constexpr int of_five(size_t k) {
  int x[5] = {5, 1, 4, 1, 3};
  select(x, 0, 5, k);
  return x[k];
}
static_assert(of_five(0) == 1 && of_five(1) == 1 && of_five(2) == 3 && of_five(4) == 5);

template <class T>
void expect_parted(std::vector<T> x, size_t first, size_t last, size_t k) {
  std::vector<T> sorted = x, was = x;
  std::sort(sorted.begin() + static_cast<ptrdiff_t>(first),
            sorted.begin() + static_cast<ptrdiff_t>(last));
  select(x.data(), first, last, k);
  ASSERT_EQ(x[k], sorted[k]);
  for (size_t i = first; i < k; ++i) ASSERT_LE(x[i], x[k]);
  for (size_t i = k + 1; i < last; ++i) ASSERT_GE(x[i], x[k]);
  for (size_t i = 0; i < first; ++i) ASSERT_EQ(x[i], was[i]);
  for (size_t i = last; i < x.size(); ++i) ASSERT_EQ(x[i], was[i]);
  std::sort(x.begin(), x.end());
  std::sort(was.begin(), was.end());
  ASSERT_EQ(x, was) << "a number was lost";
}

template <class T>
class Select : public ::testing::Test {};
using Numbers = ::testing::Types<int8_t, int16_t, int32_t, float>;
TYPED_TEST_SUITE(Select, Numbers, );

TYPED_TEST(Select, FindsEveryRankOfRowsOfEveryKind) {
  std::minstd_rand random{1};
  for (size_t n = 1; n < 40; ++n) {
    for (int kind = 0; kind < 6; ++kind) {
      std::vector<TypeParam> x(n);
      for (size_t i = 0; i < n; ++i) {
        const int up = static_cast<int>(i);
        const int any = static_cast<int>(random() % 200) - 100;
        const int choices[6] = {any, up, -up, 7, any % 3, up % 2 == 0 ? up : -up};
        x[i] = static_cast<TypeParam>(choices[kind]);
      }
      const size_t first = random() % n;
      for (size_t k = first; k < n; ++k) expect_parted(x, first, n, k);
      for (size_t k = 0; k < first; ++k) expect_parted(x, 0, first, k);
    }
  }
}

TEST(Select, SortsByAnyOrderOnAHeap) {
  std::minstd_rand random{2};
  for (size_t n = 0; n < 200; n += 1 + n / 9) {
    std::vector<uint16_t> x(n);
    for (uint16_t& v : x) v = static_cast<uint16_t>(random() % (2 * n));
    std::vector<uint16_t> sorted = x;
    std::sort(sorted.begin(), sorted.end(), [](uint16_t a, uint16_t b) { return b < a; });
    size_t comparisons = 0;
    mote::kernel::sort(x.data(), n, [&](uint16_t a, uint16_t b) {
      ++comparisons;
      return b < a;
    });
    EXPECT_EQ(x, sorted);
    EXPECT_LE(static_cast<double>(comparisons),
              n < 2 ? 0 : 2 * static_cast<double>(n) * log2(static_cast<double>(n)));
  }
}

/// Counts what compares it.
struct counted {
  int value;
  friend bool operator<(const counted& a, const counted& b) {
    ++comparisons;
    return a.value < b.value;
  }
  static inline long comparisons = 0;
};

/// The adversary of McIlroy ("A killer adversary for quicksort", 1999): values are settled while
/// they are compared, so that each parting takes off as little as it can.
struct gas {
  size_t number;
  static inline std::vector<size_t> settled;
  static inline size_t solid = 0, candidate = 0;
  static inline long comparisons = 0;
  friend bool operator<(const gas& a, const gas& b) {
    ++comparisons;
    const size_t open = settled.size();
    if (settled[a.number] == open && settled[b.number] == open) {
      settled[a.number == candidate ? a.number : b.number] = solid++;
    }
    if (settled[a.number] == open) candidate = a.number;
    if (settled[b.number] == open) candidate = b.number;
    return settled[a.number] < settled[b.number];
  }
};

TEST(Select, IsNeverQuadratic) {
  for (const size_t n : {128u, 1024u, 8192u}) {
    const double bound = static_cast<double>(n) * (6 * log2(static_cast<double>(n)) + 8);
    for (const size_t k : {size_t{0}, n / 4, n / 2, n - 1}) {
      gas::settled.assign(n, n);
      gas::solid = gas::candidate = 0;
      gas::comparisons = 0;
      std::vector<gas> x(n);
      for (size_t i = 0; i < n; ++i) x[i].number = i;
      select(x.data(), 0, n, k);
      EXPECT_LT(static_cast<double>(gas::comparisons), bound) << n << ", rank " << k;
      // The same values again: the heap did sort.
      std::vector<counted> again(n);
      for (size_t i = 0; i < n; ++i) again[i].value = static_cast<int>(gas::settled[i]);
      std::vector<int> sorted;
      for (const counted& v : again) sorted.push_back(v.value);
      std::sort(sorted.begin(), sorted.end());
      counted::comparisons = 0;
      select(again.data(), 0, n, k);
      EXPECT_EQ(again[k].value, sorted[k]);
      EXPECT_LT(static_cast<double>(counted::comparisons), bound) << n << ", rank " << k;
    }
  }
}

TEST(Select, EndsWhereNothingHasAnOrder) {
  std::vector<float> x(100, nanf(""));
  for (size_t i = 0; i < 100; i += 3) x[i] = static_cast<float>(i);
  for (size_t k = 0; k < 100; ++k) {
    std::vector<float> y = x;
    select(y.data(), 0, y.size(), k);
  }
}

}  // namespace
