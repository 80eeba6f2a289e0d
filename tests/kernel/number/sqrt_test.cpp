// The stride through all 2^32 floats is MOTE_MATH_STRIDE; 1 tests every one.
#include "mote/kernel/number/sqrt.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include "core/ulp.hpp"

namespace {

using mote::bit_cast;

uint32_t bits_of(float x) { return bit_cast<uint32_t>(x); }

#if MOTE_HAS_BIT_CAST
static_assert(mote::sqrt(2.25f) == 1.5f);
static_assert(mote::kernel::sqrt(2.25f, mote::target::scalar{}) == 1.5f);
#endif

TEST(Sqrt, IsCorrectlyRounded) {
  for (uint64_t bits = 0; bits < (uint64_t{1} << 32); bits += MOTE_MATH_STRIDE) {
    const float x = bit_cast<float>(static_cast<uint32_t>(bits));
    const float got = mote::sqrt(x);
    const float expected = static_cast<float>(::sqrt(static_cast<double>(x)));
    if (isnan(expected)) {
      ASSERT_TRUE(isnan(got)) << x;
    } else {
      ASSERT_EQ(bits_of(got), bits_of(expected)) << x;
    }
  }
}

TEST(Sqrt, OfTheCoreGivesTheBitsOfTheScalarDefinition) {
  for (uint32_t bits = 0; bits <= 0x7f800000u; bits += 1000003) {
    const float x = bit_cast<float>(bits);
    ASSERT_EQ(bits_of(mote::kernel::sqrt(x, mote::target::native_float{})),
              bits_of(mote::kernel::sqrt(x, mote::target::scalar{})));
  }
}

TEST(Sqrt, OfPowersOfFourIsExact) {
  for (int n = -148; n < 128; n += 2) EXPECT_EQ(mote::sqrt(ldexpf(1, n)), ldexpf(1, n / 2)) << n;
}

TEST(Sqrt, HasItsLimits) {
  constexpr float infinity = __builtin_inff();
  EXPECT_EQ(bits_of(mote::sqrt(-0.0f)), 0x80000000u);
  EXPECT_EQ(mote::sqrt(infinity), infinity);
  for (const float x : {-1e-45f, -infinity, __builtin_nanf(""), -__builtin_nanf("")}) {
    EXPECT_TRUE(isnan(mote::sqrt(x))) << x;
  }
}

}  // namespace
