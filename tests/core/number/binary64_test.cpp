#include "mote/core/number/binary64.hpp"

#include <gtest/gtest.h>

#include <stdint.h>
#include <string.h>

namespace {

namespace b64 = mote::binary64;
using b64::bits;

static_assert(sizeof(double) == 8, "the reference is the host's own IEEE 754 double");
constexpr bits half = b64::one - b64::hidden_bit;
constexpr bits two = b64::one + b64::hidden_bit;
static_assert(b64::add(b64::one, b64::one) == two);
static_assert(b64::add(b64::add(half, half), b64::one) == two);
static_assert(b64::add(b64::one, 0) == b64::one && b64::add(0, b64::one) == b64::one);
static_assert(b64::add(0, 0) == 0);
static_assert(b64::divide(two, 4) == half);
static_assert(b64::divide(b64::one, 3) == 0x3fd5555555555555u, "1/3, rounded down");
static_assert(b64::divide(0, 7) == 0);
static_assert(b64::to_fixed(b64::one, 15) == 32768);
static_assert(b64::to_fixed(b64::one, 31) == 0x80000000u);

double real(bits a) {
  double value;
  memcpy(&value, &a, sizeof value);
  return value;
}
bits of(double a) {
  bits value;
  memcpy(&value, &a, sizeof value);
  return value;
}
bits host_sum(bits a, bits b) {
  const volatile double x = real(a), y = real(b);  // added by the machine, not by the compiler
  const volatile double sum = x + y;               // rounded to 64 bits on every host
  return of(sum);
}

struct random_bits {
  uint64_t state = 0x9e3779b97f4a7c15u;
  uint64_t operator()() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
  }
};
constexpr bits fraction = b64::hidden_bit - 1;
bits number(uint64_t exponent, uint64_t significand) {
  return (exponent << b64::fraction_bits) | (significand & fraction);
}

/// Fractions whose sums carry, tie, or just miss a tie.
constexpr uint64_t edges[] = {0,
                              1,
                              2,
                              3,
                              fraction,
                              fraction - 1,
                              fraction - 2,
                              uint64_t{1} << 51,
                              (uint64_t{1} << 51) - 1,
                              (uint64_t{1} << 51) + 1,
                              0x5555555555555u,
                              0xaaaaaaaaaaaaau};

TEST(Add, RoundsAsTheHostAtEveryExponentGap) {
  random_bits random;
  for (uint64_t gap = 0; gap <= 60; ++gap) {
    for (int i = 0; i < 3000; ++i) {
      const bits a = number(1000 + gap, random());
      const bits b = number(1000, random());
      ASSERT_EQ(b64::add(a, b), host_sum(a, b)) << std::hex << a << ' ' << b;
      ASSERT_EQ(b64::add(b, a), host_sum(a, b)) << std::hex << a << ' ' << b;
    }
  }
}

TEST(Add, RoundsTiesAndCarriesAsTheHost) {
  // 2^10 - 3 * 2^-43 and 2^-23 + 2^-75: a carry, and then just above a tie.
  constexpr bits large = 0x408ffffffffffffd, small = 0x3e80000000000001;
  EXPECT_EQ(b64::add(large, small), 0x409000000007ffffu);
  if (host_sum(large, small) != 0x409000000007ffffu) {
    GTEST_SKIP() << "the double of this core is no reference: libgcc for Thumb loses the last bits "
                    "of the smaller number when the sum carries";
  }
  for (uint64_t gap = 0; gap <= 60; ++gap) {
    for (const uint64_t x : edges) {
      for (const uint64_t y : edges) {
        const bits a = number(1000 + gap, x);
        const bits b = number(1000, y);
        ASSERT_EQ(b64::add(a, b), host_sum(a, b)) << std::hex << a << ' ' << b;
      }
      // A single low bit of b, shifted to each place around the rounding bit.
      for (int bit = 0; bit < b64::fraction_bits; ++bit) {
        const bits a = number(1000 + gap, x);
        const bits b = number(1000, uint64_t{1} << bit);
        ASSERT_EQ(b64::add(a, b), host_sum(a, b)) << std::hex << a << ' ' << b;
      }
    }
  }
}

TEST(Add, OfManyProportionsEqualsTheHostsRunningSum) {
  random_bits random;
  bits sum = 0;
  double reference = 0;
  for (int i = 0; i < 20000; ++i) {
    const double share = static_cast<double>(random() % 97) / static_cast<double>(97 + i % 50);
    sum = b64::add(sum, of(share));
    reference += share;
    ASSERT_EQ(sum, of(reference)) << "after " << i;
  }
}

TEST(Divide, RoundsAsTheHostForEveryDivisor) {
  random_bits random;
  for (uint32_t n = 1; n <= 65535; ++n) {
    for (int i = 0; i < 3; ++i) {
      const bits a = i == 0 ? number(1023, edges[n % 12]) : number(900 + random() % 200, random());
      const double quotient = real(a) / static_cast<double>(n);
      ASSERT_EQ(b64::divide(a, static_cast<uint16_t>(n)), of(quotient))
          << std::hex << a << ' ' << n;
    }
  }
}

TEST(Divide, RoundsAMultipleAndItsNeighboursAsTheHost) {
  for (uint32_t n = 1; n <= 65535; n += 7) {
    const bits exact = of(static_cast<double>(n) * 0.75);
    for (bits a = exact - 3; a <= exact + 3; ++a) {
      ASSERT_EQ(b64::divide(a, static_cast<uint16_t>(n)), of(real(a) / static_cast<double>(n)));
    }
  }
}

TEST(Divide, KeepsTheOrderOfItsDividends) {
  random_bits random;
  for (int i = 0; i < 20000; ++i) {
    const bits a = number(1023, random());
    const uint16_t n = static_cast<uint16_t>(1 + random() % 65535);
    ASSERT_LE(b64::divide(a, n), b64::divide(a + 1, n));
  }
}

TEST(ToFixed, RoundsHalfUpToTheNearestInteger) {
  random_bits random;
  for (int i = 0; i < 50000; ++i) {
    const bits a = number(1023 - random() % 70, random());
    for (const int places : {0, 8, 15, 31}) {
      const double exact = real(a) * static_cast<double>(uint64_t{1} << places);
      const uint64_t whole = static_cast<uint64_t>(exact);
      const uint64_t expected = whole + (exact - static_cast<double>(whole) >= 0.5 ? 1 : 0);
      ASSERT_EQ(b64::to_fixed(a, places), expected) << real(a) << ' ' << places;
    }
  }
}

TEST(ToFixed, IsExactAtItsEdges) {
  EXPECT_EQ(b64::to_fixed(0, 15), 0u);
  EXPECT_EQ(b64::to_fixed(1, 15), 0u) << "a subnormal counts as zero";
  EXPECT_EQ(b64::to_fixed(of(0.5 / 32768), 15), 1u) << "half a unit rounds up";
  EXPECT_EQ(b64::to_fixed(of(0.5 / 32768) - 1, 15), 0u);
  EXPECT_EQ(b64::to_fixed(of(1.5 / 32768), 15), 2u);
  EXPECT_EQ(b64::to_fixed(of(1e-300), 31), 0u);
  EXPECT_EQ(b64::to_fixed(of(4294967295.0), 0), 4294967295u);
  EXPECT_EQ(b64::to_fixed(of(0.25), 31), 0x20000000u);
}

}  // namespace
