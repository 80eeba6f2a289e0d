#include "mote/kernel/rank/ranks.hpp"

#include <gtest/gtest.h>

#include <stddef.h>
#include <stdint.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace {

using mote::kernel::chains;
using mote::kernel::find_ranks;
using mote::kernel::rank_list;
using mote::kernel::select;
using mote::target::scalar;

constexpr int16_t five[] = {3, -1, 7, 3, 0};
constexpr int16_t median_of_five() {
  int16_t found[1] = {};
  find_ranks<false, 5>(five, 5, int16_t{-1}, int16_t{7}, rank_list<1>{{2}, 1}, found, scalar{});
  return found[0];
}
static_assert(median_of_five() == 3, "a rank at compile time");

constexpr bool selects_at_compile_time() {
  int32_t x[] = {9, 4, 7, 1, 8, 2, 5, 3, 6, 0, 11, 10};
  return select(x, x + 11, x + 6) && x[6] == 6;
}
static_assert(selects_at_compile_time());

/// Rows that crowd into few bins, and rows that make partings slow.
template <class T>
std::vector<T> row(size_t size, int kind, std::mt19937& random) {
  std::vector<T> x(size);
  const auto any = [&](int64_t low, int64_t high) {
    return std::uniform_int_distribution<int64_t>{low, high}(random);
  };
  const int64_t low = std::numeric_limits<T>::min(), high = std::numeric_limits<T>::max();
  for (size_t i = 0; i < size; ++i) {
    const int64_t n = static_cast<int64_t>(i);
    int64_t v = 0;
    switch (kind) {
      case 0:
        v = any(low, high);
        break;
      case 1:
        v = any(-3, 3);
        break;
      case 2:
        v = any(0, 8) == 0 ? any(low, high) : any(-100, 100);
        break;
      case 3:
        v = i == 0 ? low : i == 1 ? high : 5;
        break;
      case 4:
        v = i == 0 ? low : i == 1 ? high : any(-300, 300);
        break;
      case 5:
        v = (int64_t{1} << any(0, 8 * static_cast<int>(sizeof(T)) - 2)) + any(-2, 2);
        break;
      case 6:
        v = low + n;
        break;
      case 7:
        v = n % 2 != 0 ? n : 2 * static_cast<int64_t>(size) - n;
        break;
      case 8:
        v = i == 0 ? high : 40 - std::abs(n % 80 - 40);
        break;  // an organ pipe
      case 9:
        v = i == 0 ? -8000 : i == 1 ? 8000 : any(0, 20);  // all in a bin of less than 256
        break;
      case 10:
        v = high - any(0, 60);
        break;
      case 11: {
        const int64_t near = any(-80, 80);  // many in the bins about 0
        v = near * near * near / 50;
        break;
      }
      case 12:
        v = (i % 2 != 0 ? low / 2 : high / 3) + any(0, 40) * any(0, 40) * any(0, 40);
        break;  // two crowds
      default:
        v = 17;
    }
    x[i] = static_cast<T>(std::clamp(v, low, high));
  }
  return x;
}
constexpr int kinds = 14;

template <class T, size_t N, size_t Most = 3>
void compare(size_t size, int rounds) {
  std::mt19937 random{static_cast<uint32_t>(size)};
  static chains<N> room;
  for (int round = 0; round < rounds; ++round) {
    for (int kind = 0; kind < kinds; ++kind) {
      const std::vector<T> x = row<T>(size, kind, random);
      const T low = *std::min_element(x.begin(), x.end());
      const T high = *std::max_element(x.begin(), x.end());
      rank_list<Most> ranks{};
      std::vector<uint8_t> asked;
      for (size_t i = 0; i < Most; ++i) asked.push_back(static_cast<uint8_t>(random() % size));
      if (round == 0) {
        asked = {static_cast<uint8_t>(size / 4), static_cast<uint8_t>(size / 2),
                 static_cast<uint8_t>(3 * size / 4)};
      }
      std::sort(asked.begin(), asked.end());
      asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
      for (const uint8_t r : asked) ranks.rank[ranks.size++] = r;

      T found[Most] = {}, defined[Most] = {};
      const uint32_t sum = find_ranks<true>(x.data(), size, low, high, ranks, found, room);
      const uint32_t definition =
          find_ranks<true, N>(x.data(), size, low, high, ranks, defined, scalar{});
      const rank_list<Most> none{};
      T untouched[1] = {};
      EXPECT_EQ(find_ranks<true>(x.data(), size, low, high, none, untouched, room), definition);
      std::vector<T> sorted = x;
      std::sort(sorted.begin(), sorted.end());
      EXPECT_EQ(sum, definition) << "kind " << kind << " of " << size;
      for (size_t i = 0; i < ranks.size; ++i) {
        EXPECT_EQ(found[i], sorted[ranks.rank[i]]) << "kind " << kind << " of " << size;
        EXPECT_EQ(defined[i], found[i]);
      }
      T alone[Most] = {};
      find_ranks<false>(x.data(), size, low, high, ranks, alone, room);
      for (size_t i = 0; i < ranks.size; ++i) EXPECT_EQ(alone[i], found[i]) << "without entropy";
    }
  }
}

constexpr int rounds = MOTE_ON_DESKTOP ? 20 : 3;

TEST(FindRanks, OfInt16GivesWhatSortingGives) {
  for (const size_t size : std::vector<size_t>{1, 2, 3, 15, 16, 17, 100, 127, 128}) {
    compare<int16_t, 128>(size, rounds);
  }
  compare<int16_t, 255>(255, rounds);
}

TEST(FindRanks, OfInt32GivesWhatSortingGives) {
  for (const size_t size : std::vector<size_t>{1, 2, 3, 15, 16, 17, 100, 127, 128}) {
    compare<int32_t, 128>(size, rounds);
  }
  compare<int32_t, 255>(255, rounds);
}

TEST(FindRanks, OfManyAtOnceGivesWhatSortingGives) {
  for (const size_t size : std::vector<size_t>{10, 17, 64, 128}) {
    compare<int16_t, 128, 8>(size, rounds);
    compare<int32_t, 128, 10>(size, rounds);
  }
  compare<int16_t, 255, 10>(255, rounds);
}

TEST(EntropyQ12, IsTheEntropyOfTheCounts) {
  std::mt19937 random{1};
  for (int round = 0; round < 200; ++round) {
    int counts[16] = {};
    for (int i = 0; i < 255; ++i) ++counts[random() % (1 + random() % 16)];
    uint32_t sum = 0;
    double entropy = 0;
    for (const int c : counts) {
      sum += mote::kernel::count_logarithms<255>[static_cast<size_t>(c)];
      if (c != 0) entropy -= c / 255.0 * std::log(c / 255.0);
    }
    EXPECT_NEAR(mote::kernel::entropy_q12<255>(sum), entropy * 4096, 0.51);
  }
}

}  // namespace
