#include "mote/filter/pre_emphasis.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "data/signal.hpp"
#include "data/speech/goldens.hpp"
#include "filter/simple_filters.hpp"

namespace {

using mote::pre_emphasis;

constexpr int16_t second_of(int16_t first, int16_t second, double a) {
  pre_emphasis<int16_t> lift{a};
  (void)lift(first);
  return lift(second);
}
static_assert(second_of(1000, 1000, 0.5) == 500 && second_of(1000, 7, 1) == -993);
static_assert(second_of(32767, -32768, 1) == -32768 && second_of(-32768, 32767, 1) == 32767);
static_assert(second_of(1234, 77, 0) == 77);

template <class Sample>
class PreEmphasis : public ::testing::Test {};
using Samples = ::testing::Types<float, int16_t>;
TYPED_TEST_SUITE(PreEmphasis, Samples, );

TYPED_TEST(PreEmphasis, IsLibrosas) {
  mote_test::signal next;
  pre_emphasis<TypeParam> lift;
  for (const double wanted : speech_goldens::emphasized) {
    const double got = static_cast<double>(lift(static_cast<TypeParam>(next())));
    EXPECT_NEAR(got, wanted, sizeof(TypeParam) == 2 ? 1.0 : 0.004);
  }
}

TYPED_TEST(PreEmphasis, StaysWithinItsBoundOfDouble) {
  const auto x = simple::hard_input<TypeParam>(4000);
  for (const double a : {0.0, 0.5, 0.9, 0.95, 0.97, 1.0}) {
    pre_emphasis<TypeParam> lift{a};
    const bool whole = sizeof(TypeParam) == 2;
    const double taken = whole ? floor(a * 32768 + 0.5) / 32768 : a;
    double last = 0;
    for (const TypeParam v : x) {
      const double now = static_cast<double>(v);
      double wanted = now - taken * last;
      if (whole) wanted = fmin(fmax(wanted, -32768), 32767);
      ASSERT_NEAR(static_cast<double>(lift(v)), wanted, whole ? 0.5 : 1.2e-7) << a;
      last = now;
    }
  }
}

TYPED_TEST(PreEmphasis, GivesOneResultBySampleByBlockInPlaceAndAfterReset) {
  simple::expect_one_result(pre_emphasis<TypeParam>{}, simple::hard_input<TypeParam>(500));
}

}  // namespace
