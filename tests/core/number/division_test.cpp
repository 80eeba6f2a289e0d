#include "mote/core/number/division.hpp"

#include <gtest/gtest.h>

#include <random>

#include "mote/core/bits.hpp"

namespace {

using mote::quotient_of;
using mote::reciprocal_bits;

static_assert(quotient_of<48>(uint64_t{1} << 47, 1u << 16) == 1u << 31);
static_assert(quotient_of<64>(~uint64_t{0}, 0xFFFFFFFFu) == 1, "the low 32 bits of 2^32 + 1");
static_assert(quotient_of<8>(255, 16) == 15);
static_assert(reciprocal_bits(1) == 0x3F800000u);
static_assert(reciprocal_bits(3) == 0x3EAAAAABu);

TEST(QuotientOf, IsTheQuotientRoundedDown) {
  std::mt19937_64 next{7};
  for (int i = 0; i < 100000; ++i) {
    const uint64_t dividend = next() >> (16 + next() % 48);
    const auto least = static_cast<uint32_t>(dividend >> 32) + 1;
    const uint32_t divisor = least + static_cast<uint32_t>(next() >> (32 + next() % 32)) / 2;
    ASSERT_EQ(quotient_of<48>(dividend, divisor), dividend / divisor) << dividend << '/' << divisor;
  }
}

TEST(ReciprocalBits, AreThoseOfTheNearestFloat) {
  for (uint32_t n = 1; n < 65536; ++n) {
    for (const uint32_t whole : {n, n * 255, n * 65535}) {
      const float nearest = static_cast<float>(1.0 / static_cast<double>(whole));
      ASSERT_EQ(reciprocal_bits(whole), mote::bit_cast<uint32_t>(nearest)) << whole;
    }
  }
}

}  // namespace
