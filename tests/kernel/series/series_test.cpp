// What the kernels of a series give on this core is what their scalar definitions give.
#include <gtest/gtest.h>

#include <stddef.h>
#include <stdint.h>

#include <cmath>
#include <random>
#include <vector>

#include "mote/kernel/number/whole_root.hpp"
#include "mote/kernel/series/distance_squares.hpp"
#include "mote/kernel/series/jerk.hpp"
#include "mote/kernel/series/median_of_three.hpp"
#include "mote/kernel/series/moments.hpp"
#include "mote/kernel/series/norm.hpp"
#include "mote/kernel/series/spread.hpp"

namespace {

namespace kernel = mote::kernel;
using mote::target::scalar;

std::vector<int16_t> samples(size_t size, int spread, std::mt19937& random) {
  std::vector<int16_t> x(size);
  for (int16_t& v : x) {
    v = static_cast<int16_t>(std::uniform_int_distribution<int>{-spread - 1, spread}(random));
  }
  return x;
}
const std::vector<size_t> sizes = {1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 100, 127, 128, 255};

void expect_same(const kernel::narrow_spread& a, const kernel::narrow_spread& b) {
  EXPECT_EQ(a.ends.low, b.ends.low);
  EXPECT_EQ(a.ends.high, b.ends.high);
  EXPECT_EQ(a.sum, b.sum);
  EXPECT_EQ(a.squares, b.squares);
}
void expect_same(const kernel::wide_spread& a, const kernel::wide_spread& b) {
  EXPECT_EQ(a.ends.low, b.ends.low);
  EXPECT_EQ(a.ends.high, b.ends.high);
  EXPECT_EQ(a.sum, b.sum);
}

TEST(SeriesKernels, OfThisCoreGiveTheScalarResults) {
  std::mt19937 random{1};
  for (const size_t n : sizes) {
    for (const int spread : {0, 3, 1000, 16383, 32767}) {
      const std::vector<int16_t> rows = samples(3 * n, spread, random);
      std::vector<int16_t> a(3 * 255), b(3 * 255);
      kernel::medians_of_three(rows.data(), n, {a.data(), a.data() + 255, a.data() + 510});
      kernel::medians_of_three(rows.data(), n, {b.data(), b.data() + 255, b.data() + 510},
                               scalar{});
      ASSERT_EQ(a, b);

      expect_same(kernel::spread_of(a.data(), n), kernel::spread_of(a.data(), n, scalar{}));
      std::vector<int32_t> wide(n), same(n);
      uint64_t squares = 0;
      for (size_t c = 0; c < 3; ++c) squares += kernel::spread_of(a.data() + 255 * c, n).squares;
      expect_same(
          kernel::norms_of<kernel::l1_norm, 255>(a.data(), n, wide.data(), squares),
          kernel::norms_of<kernel::l1_norm, 255>(a.data(), n, same.data(), squares, scalar{}));
      ASSERT_EQ(wide, same);
      const kernel::wide_spread norms =
          kernel::norms_of<kernel::squared_norm, 255>(a.data(), n, wide.data(), squares);
      expect_same(norms, kernel::norms_of<kernel::squared_norm, 255>(a.data(), n, same.data(),
                                                                     squares, scalar{}));
      ASSERT_EQ(wide, same);
      int64_t sum = 0;
      for (const int32_t v : wide) sum += v;
      EXPECT_EQ(norms.sum, sum) << "the sum is that of the series, also where it is cut";

      for (const int shift : {0, 3, 9}) {
        if (norms.ends.range() >> shift >= 1u << 23) continue;
        const uint32_t above =
            static_cast<uint32_t>(norms.sum - static_cast<int64_t>(n) * norms.ends.low);
        const auto found = kernel::squares_above(wide.data(), n, norms.ends, shift, above);
        const auto defined =
            kernel::squares_above(wide.data(), n, norms.ends, shift, above, scalar{});
        EXPECT_EQ(found.sum, defined.sum);
        EXPECT_EQ(found.squares, defined.squares);
      }
      if (n < 2) continue;
      expect_same(kernel::jerks_of(wide.data(), n, wide.data()),
                  kernel::jerks_of(same.data(), n, same.data(), scalar{}));
      ASSERT_EQ(wide, same);
      expect_same(kernel::jerks_of(a.data(), n, wide.data()),
                  kernel::jerks_of(a.data(), n, same.data(), scalar{}));
      ASSERT_EQ(wide, same);
      if (spread > 16383) continue;
      expect_same(kernel::narrow_jerks(a.data(), n), kernel::narrow_jerks(b.data(), n, scalar{}));
      ASSERT_EQ(a, b);
    }
  }
}

TEST(WholeRoot, IsTheRootRoundedDown) {
  std::mt19937_64 random{2};
  const auto check = [](uint64_t square) {
    const uint64_t root = kernel::floor_root_of_50_bits(square);
    ASSERT_EQ(root, kernel::floor_root_of_50_bits(square, scalar{}));
    ASSERT_LE(root * root, square);
    ASSERT_GT((root + 1) * (root + 1), square);
  };
  for (int i = 0; i < 5000; ++i) {
    check((random() >> 14) >> (random() % 50));
    const uint64_t root = random() >> (39 + random() % 24);
    check(root * root);
    check(root * root + root);
    if (root != 0) check(root * root - 1);
  }
  for (uint64_t x = 0; x < 300; ++x) check(x);
  check(0xffffffffu);
  check(uint64_t{1} << 32);
  check((uint64_t{1} << 50) - 1);
}

template <uint32_t N>
void check_means() {
  std::mt19937_64 random{N};
  for (int i = 0; i < 300; ++i) {
    const int64_t sum = static_cast<int64_t>(random() % (uint64_t{N} << 32)) - (int64_t{N} << 31);
    const double exact = static_cast<double>(sum) / N;
    EXPECT_EQ(kernel::mean_of<N>(sum == int64_t{N} << 31 ? sum - 1 : sum), std::floor(exact + 0.5));
    const int32_t narrow =
        static_cast<int32_t>(random() % (N * 65535u)) - static_cast<int32_t>(N * 32768);
    EXPECT_EQ(kernel::mean_of_narrow<N>(narrow), std::floor(static_cast<double>(narrow) / N + 0.5));
  }
  EXPECT_EQ(kernel::mean_of_narrow<N>(-static_cast<int32_t>(N * 32768)), -32768);
  EXPECT_EQ(kernel::mean_of_narrow<N>(static_cast<int32_t>(N * 32767)), 32767);
}
TEST(Means, AreToTheNearestAndHalvesGoUp) {
  check_means<3>();
  check_means<4>();
  check_means<100>();
  check_means<127>();
  check_means<128>();
  check_means<255>();
}

TEST(LongQuotient, IsTheSameWhetherTheDivisorIsATypeOrANumber) {
  namespace series = mote::kernel::detail::series;
  std::mt19937_64 next{8};
  for (int i = 0; i < 20000; ++i) {
    // Above 2^48 times the divisor the digits of 16 bits end.
    const uint64_t value = next() >> (16 + next() % 48);
    ASSERT_EQ(series::long_quotient(value, 49), value / 49);
    ASSERT_EQ(series::long_quotient(value, 65536), value / 65536);
    ASSERT_EQ(series::long_quotient(value, 9801), series::long_quotient<9801>(value));
  }
}

}  // namespace
