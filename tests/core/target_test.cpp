#include "mote/core/target.hpp"

#include <gtest/gtest.h>

#include <stdint.h>

namespace {

namespace target = mote::target;

[[maybe_unused]] constexpr int rank(target::scalar) { return 0; }
[[maybe_unused]] constexpr int rank(target::thumb2) { return 1; }
[[maybe_unused]] constexpr int rank(target::dsp) { return 2; }
[[maybe_unused]] constexpr int rank(target::mve) { return 3; }
[[maybe_unused]] constexpr int rank(target::vfp) { return 4; }
[[maybe_unused]] constexpr int rank(target::mve_float) { return 5; }

constexpr int portable_only(target::scalar) { return 7; }

static_assert(rank(target::scalar{}) == 0 && rank(target::dsp{}) == 2 && rank(target::mve{}) == 3);
static_assert(portable_only(target::mve{}) == 7 && portable_only(target::mve_float{}) == 7,
              "every tag finds the scalar overload");
static_assert(sizeof(target::native) == 1);
#if defined(MOTE_TARGET_SCALAR)
static_assert(rank(target::native{}) == 0 && rank(target::native_float{}) == 0);
static_assert(MOTE_HAS_THUMB + MOTE_HAS_DSP + MOTE_HAS_MVE + MOTE_HAS_VFP + MOTE_HAS_FLASH_SPACE ==
              0);
#else
static_assert(rank(target::native{}) ==
              (MOTE_HAS_THUMB == 2 ? 1 : 0) + MOTE_HAS_DSP + MOTE_HAS_MVE);
static_assert(rank(target::native_float{}) == (MOTE_HAS_VFP != 0 ? 4 + MOTE_HAS_MVE_FLOAT : 0));
#endif
#if MOTE_HAS_BIT_CAST
static_assert(__builtin_bit_cast(uint32_t, 1.0f) == 0x3f800000u);
#endif

MOTE_NOINLINE constexpr bool evaluated_at_compile_time() { return MOTE_CONSTANT_EVALUATED(); }
static_assert(evaluated_at_compile_time());

MOTE_ALWAYS_INLINE int twice(int x) { return 2 * x; }

TEST(Target, ConstantEvaluatedIsFalseAtRunTimeWhereTheCompilerCanTell) {
  EXPECT_EQ(evaluated_at_compile_time(), MOTE_HAS_CONSTANT_EVALUATED == 0);
}

TEST(Target, AttributesKeepTheMeaningOfTheCode) {
  const uint16_t number = 0x1234;
  EXPECT_EQ(1 + twice(number), 1 + 2 * 0x1234);
}

}  // namespace
