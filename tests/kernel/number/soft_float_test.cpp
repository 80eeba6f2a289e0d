#include "mote/kernel/number/soft_float.hpp"

#include <gtest/gtest.h>
#include <string.h>

#include <random>

#if MOTE_HAS_THUMB == 1
namespace {

/// sum + weight * x, by the kernel.
constexpr float with(float sum, float weight, float x) {
  mote::kernel::add_product(sum, weight, x);
  return sum;
}

static_assert(with(1.0f, 0x1p-12f, 0x1p-12f) == 1.0f);
static_assert(with(1.0f, 3.0f, -0.5f) == -0.5f);

uint32_t bits(float value) {
  uint32_t out;
  memcpy(&out, &value, sizeof out);
  return out;
}

/// Not worked out by the compiler.
float run(float value) {
  volatile float held = value;
  return held;
}

TEST(SoftFloat, AddsAProductAsTheOperatorsDoInEitherOrder) {
  std::mt19937 next{1};
  const float ends[] = {0.0f,    -0.0f,     1.0f,     -1.0f,   0x1p-149f,  0x1.fffffep-127f,
                        0x1p63f, 0x1p-126f, -0x1p63f, 0x1p24f, 16777217.0f};
  constexpr size_t end_count = sizeof ends / sizeof *ends;
  for (int i = 0; i < 20000; ++i) {
    float drawn[3];
    for (float& number : drawn) {
      const auto random = static_cast<uint32_t>(next());
      const uint32_t moderate = (random & 0x80ffffffu) | (random >> 1 & 0x1f000000u) | 0x30000000u;
      memcpy(&number, &moderate, sizeof moderate);
      if (random % 8 == 0) number = ends[random / 8 % end_count];
    }
    const float sum = run(drawn[0]), weight = run(drawn[1]), x = run(drawn[2]);
    const float product = run(weight * x);
    const float wanted = run(sum + product);
    ASSERT_EQ(bits(with(sum, weight, x)), bits(wanted)) << sum << " + " << weight << " * " << x;
    ASSERT_EQ(bits(with(sum, x, weight)), bits(wanted)) << sum << " + " << x << " * " << weight;
  }
}

}  // namespace
#else
TEST(SoftFloat, IsForCoresThatHaveALibraryForFloats) { GTEST_SKIP() << "no Armv6-M"; }
#endif
