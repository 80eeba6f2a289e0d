#include "mote/filter/comb.hpp"

#include "filter/simple_filters.hpp"

namespace {

using mote::comb_notch;
using mote::comb_of_q;
using mote::comb_peak;
using mote::quantize;
using mote::smoothing;
namespace goldens = simple::goldens;

static_assert(sizeof(comb_notch<int16_t, 8>) == 8 * 8 + 16, "8 bytes a place, taps and a place");

template <class Sample>
class Comb : public ::testing::Test {};
TYPED_TEST_SUITE(Comb, simple::Samples, );

TEST(Comb, IsScipysIircombOnItsInput) {
  const auto check = [](auto zero) {
    using Sample = decltype(zero);
    const auto taps = quantize<Sample>(comb_of_q(6));
    const double most = sizeof(Sample) == 4 ? simple::allowed<Sample> : 0.9;
    const auto x = simple::golden_input<Sample>();
    EXPECT_LE(simple::worst(simple::by_sample(comb_notch<Sample, 8>{taps}, x),
                            simple::scaled<Sample>(goldens::comb_notch_8)),
              most);
    EXPECT_LE(simple::worst(simple::by_sample(comb_peak<Sample, 8>{taps}, x),
                            simple::scaled<Sample>(goldens::comb_peak_8)),
              most);
  };
  check(0.0f);
  check(int16_t{});
  check(int32_t{});
}

/// y = b (x - x[-Period]) + a y[-Period] and x less that, in double.
template <class Sample, size_t Period>
void expect_double(const std::vector<Sample>& x, double q) {
  const double bend = tan(3.14159265358979323846 / (2 * q));
  const double a = (1 - bend) / (1 + bend), b = 1 / (1 + bend);
  std::vector<double> notched(x.size()), passed(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    const double before = i < Period ? 0 : static_cast<double>(x[i - Period]);
    notched[i] =
        b * (static_cast<double>(x[i]) - before) + a * (i < Period ? 0 : notched[i - Period]);
    passed[i] = static_cast<double>(x[i]) - notched[i];
  }
  const auto taps = quantize<Sample>(comb_of_q(q));
  EXPECT_LE(simple::worst(simple::by_sample(comb_notch<Sample, Period>{taps}, x), notched),
            simple::allowed<Sample>)
      << Period << " " << q;
  EXPECT_LE(simple::worst(simple::by_sample(comb_peak<Sample, Period>{taps}, x), passed),
            simple::allowed<Sample>)
      << Period << " " << q;
}

TYPED_TEST(Comb, StaysWithinOneLsbOfDoubleAtEveryPeriodAndQ) {
  const auto x = simple::hard_input<TypeParam>(12000);
  for (const double q : {2.0, 5.0, 35.0, 1000.0}) {
    expect_double<TypeParam, 1>(x, q);
    expect_double<TypeParam, 7>(x, q);
    expect_double<TypeParam, 320>(x, q);
  }
}

TYPED_TEST(Comb, GivesOneResultBySampleByBlockInPlaceAndAfterReset) {
  const auto x = simple::hard_input<TypeParam>(500);
  simple::expect_one_result(comb_notch<TypeParam, 10>{quantize<TypeParam>(comb_of_q(8))}, x);
  simple::expect_one_result(comb_peak<TypeParam, 10>{quantize<TypeParam>(comb_of_q(8))}, x);
}

TYPED_TEST(Comb, StartsWithoutAJumpAfterResetToAValue) {
  comb_notch<TypeParam, 5> notch{quantize<TypeParam>(comb_of_q(30))};
  comb_peak<TypeParam, 5> peak{quantize<TypeParam>(comb_of_q(30))};
  notch.reset(TypeParam{77});
  peak.reset(TypeParam{77});
  for (int i = 0; i < 50; ++i) {
    ASSERT_EQ(notch(TypeParam{77}), TypeParam{0});
    ASSERT_EQ(peak(TypeParam{77}), TypeParam{77});
  }
}

/// A hum with all its harmonics is gone to the last bit, and what lies between them is not.
TEST(CombOfIntegers, LeavesNothingOfAHum) {
  comb_notch<int16_t, 40> notch{quantize<int16_t>(comb_of_q(20))};
  int16_t y = 0;
  for (int i = 0; i < 40 * 400; ++i) {
    y = notch(static_cast<int16_t>((i % 40 - 20) * 900 + 3000));
    if (i > 40 * 390) {
      ASSERT_EQ(y, 0) << i;
    }
  }
}

}  // namespace
