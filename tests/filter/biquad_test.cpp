#include "mote/filter/biquad.hpp"

#include <gtest/gtest.h>
#include <math.h>
#include <stdint.h>

#include <vector>

#include "data/biquad/goldens.hpp"

namespace {

using mote::biquad_cascade;
using mote::fixed_biquad_cascade;
using mote::quantize;
using mote::size_t;
using mote::sos;
namespace goldens = biquad_goldens;

#if MOTE_ON_DESKTOP && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
constexpr size_t minute = 60 * 16000;
#else
constexpr size_t minute = 4000;  // emulated
#endif

template <class Sample>
inline constexpr double full_scale = mote::traits::same<Sample, float>
                                         ? 1.0
                                         : static_cast<double>(mote::numeric<Sample>::highest) +
                                               1.0;

// What holds at compile time.
constexpr auto weighting = quantize<int16_t>(goldens::a_weighting_16k::design);
static_assert(weighting.valid());
static_assert(weighting.sections[1][0] * -2 == weighting.sections[1][1], "the zeros stay at 0 Hz");
static_assert(quantize<float>(goldens::elliptic::design).valid());

template <class Sample>
constexpr Sample tenth_of_a_step() {
  biquad_cascade<Sample, 1> filter{goldens::highpass_2::design};
  Sample y{};
  for (int i = 0; i < 10; ++i) y = filter(Sample{100});
  return y;
}
// scipy: 62.2244
static_assert(tenth_of_a_step<int16_t>() == 62 && tenth_of_a_step<int8_t>() == 62);
static_assert(tenth_of_a_step<int32_t>() > 50 && tenth_of_a_step<int32_t>() < 75);
static_assert(tenth_of_a_step<float>() > 62.22f && tenth_of_a_step<float>() < 62.23f);

template <class Filter>
constexpr auto seventh_of_a_block(Filter filter) {
  using sample = typename Filter::input_type;
  mote::array<sample, 7> block{{sample{40}, sample{-9}, sample{100}, sample{}, sample{7}}};
  filter.process(block, block);
  filter.reset();
  filter.process(block, block);
  return block[6];
}
static_assert(
    seventh_of_a_block(biquad_cascade<int16_t, 3>{goldens::a_weighting_16k::design}) ==
    seventh_of_a_block(fixed_biquad_cascade<goldens::a_weighting_16k::design, int16_t>{}));
static_assert(seventh_of_a_block(biquad_cascade<int32_t, 1>{goldens::highpass_2::design}) ==
              seventh_of_a_block(fixed_biquad_cascade<goldens::highpass_2::design, int32_t>{}));
static_assert(seventh_of_a_block(biquad_cascade<float, 1>{goldens::highpass_2::design}) ==
              seventh_of_a_block(fixed_biquad_cascade<goldens::highpass_2::design, float>{}));

constexpr sos<1> unstable{{{1, 0, 0, 1, -2.1, 1.1}}}, no_a0{{{1, 0, 0, 0, 0, 0}}},
    loud{{{5000, 0, 0, 1, 0, 0}}}, silent{{{0, 0, 0, 1, 0, 0}}},
    on_the_circle{{{1, 0, 0, 1, -1, 0}}};
static_assert(!quantize<int16_t>(unstable).valid() && !quantize<int16_t>(on_the_circle).valid());
static_assert(!quantize<int16_t>(no_a0).valid() && !quantize<float>(no_a0).valid());
static_assert(!quantize<int16_t>(loud).valid() && quantize<float>(loud).valid());
static_assert(quantize<int16_t>(silent).valid());

/// scipy's sosfilt in double.
template <size_t Sections>
class reference {
 public:
  explicit reference(const sos<Sections>& design) : design_{design} {}
  double operator()(double x) {
    for (size_t k = 0; k < Sections; ++k) {
      const mote::section& s = design_[k];
      const double y = s.b0 / s.a0 * x + state_[k][0];
      state_[k][0] = s.b1 / s.a0 * x - s.a1 / s.a0 * y + state_[k][1];
      state_[k][1] = s.b2 / s.a0 * x - s.a2 / s.a0 * y;
      x = y;
    }
    return x;
  }

 private:
  sos<Sections> design_;
  double state_[Sections][2] = {};
};

uint32_t next_random(uint32_t& state) {
  state = state * 1664525u + 1013904223u;
  return state;
}

template <class Sample>
Sample sample_of(double fraction) {
  if constexpr (mote::traits::same<Sample, float>) {
    return static_cast<float>(fraction);
  } else {
    return mote::numeric<Sample>::from_real(fraction);
  }
}

/// The signals that a filter is held to, full scale in all of them.
enum class signal { noise, sweep, impulses, square, corners };
constexpr signal signals[] = {signal::noise, signal::sweep, signal::impulses, signal::square,
                              signal::corners};

template <class Sample>
std::vector<Sample> make(signal what, size_t count) {
  std::vector<Sample> x(count);
  uint32_t state = 7;
  double phase = 0;
  for (size_t i = 0; i < count; ++i) {
    const double at = static_cast<double>(i) / static_cast<double>(count);
    const int32_t random = static_cast<int32_t>(next_random(state));
    double value = 0;
    switch (what) {
      case signal::noise:
        value = static_cast<double>(random) / 2147483648.0;
        break;
      case signal::sweep:  // from a 100000th to half of the sample rate
        phase += 3.14159265358979 * exp(log(2e-5) * (1 - at));
        value = sin(phase);
        break;
      case signal::impulses:
        value = i % 997 == 5 ? 1 : i % 1409 == 9 ? -1 : 0;
        break;
      case signal::square:  // of many lengths
        value = (i / (1 + (i / 512) * (i / 512) % 700)) % 2 == 0 ? 1 : -1;
        break;
      case signal::corners:  // nothing but the ends of the range
        value = random < 0 ? -1 : 1;
        break;
    }
    x[i] = sample_of<Sample>(value);
  }
  return x;
}

/// The largest difference from exact arithmetic that saturates at the end, as filters here do.
template <class Sample, size_t Sections, class Filter>
double largest_error(const sos<Sections>& design, Filter& filter, const std::vector<Sample>& x) {
  reference<Sections> exact{design};
  std::vector<Sample> y(x.size());
  filter.process({x.data(), x.size()}, {y.data(), y.size()});
  double worst = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    double expected = exact(static_cast<double>(x[i]));
    if constexpr (!mote::traits::same<Sample, float>) {
      const double high = mote::numeric<Sample>::highest, low = mote::numeric<Sample>::lowest;
      expected = expected > high ? high : expected < low ? low : expected;
    }
    worst = fmax(worst, fabs(static_cast<double>(y[i]) - expected));
  }
  return worst;
}

/// What the library promises: 1e-5 of full scale; 1 LSB of samples up to 16 bits.
template <class Sample>
constexpr double bound = sizeof(Sample) == 4 ? 1e-5 * full_scale<Sample> : 1;

/// The filter that the taps are, in exact arithmetic.
template <class Sample, size_t Sections>
sos<Sections> design_of_taps(const mote::biquad_taps<Sample, Sections>& taps) {
  sos<Sections> design{};
  for (size_t k = 0; k < Sections; ++k) {
    double t[5];
    for (size_t i = 0; i < 5; ++i) t[i] = static_cast<double>(taps.sections[k][i]) / 536870912.0;
    const double gain = k + 1 == Sections ? static_cast<double>(1 << taps.shift) : 1.0;
    design[k] = {t[0] * gain, t[1] * gain, t[2] * gain, 1, -t[3], -t[4]};
  }
  return design;
}

template <const auto& Design>
struct design_of {
  static constexpr const auto& design = Design;
};
template <class Type>
class Biquad : public ::testing::Test {};
using Designs = ::testing::Types<
    design_of<goldens::a_weighting_16k::design>, design_of<goldens::a_weighting_48k::design>,
    design_of<goldens::highpass_2::design>, design_of<goldens::highpass_4::design>,
    design_of<goldens::band_narrow::design>, design_of<goldens::band_wide::design>,
    design_of<goldens::elliptic::design>, design_of<goldens::a0_of_any_size::design>>;
TYPED_TEST_SUITE(Biquad, Designs, );

template <class Sample, const auto& Design>
void expect_bound(size_t count) {
  for (const signal what : signals) {
    const std::vector<Sample> x = make<Sample>(what, count);
    biquad_cascade<Sample, Design.size()> filter{quantize<Sample>(Design)};
    EXPECT_LE(largest_error(Design, filter, x), bound<Sample>) << static_cast<int>(what);
  }
}
TYPED_TEST(Biquad, FloatStaysWithinAHundredThousandthOfFullScaleForAMinute) {
  expect_bound<float, TypeParam::design>(minute);
  const std::vector<float> x = make<float>(signal::noise, minute);
  fixed_biquad_cascade<TypeParam::design, float> fixed;
  EXPECT_LE(largest_error(TypeParam::design, fixed, x), bound<float>);
}
TYPED_TEST(Biquad, Int16StaysWithinOneBitOfExactArithmetic) {
  expect_bound<int16_t, TypeParam::design>(minute / 8);
}
TYPED_TEST(Biquad, Int8StaysWithinOneBitOfExactArithmetic) {
  expect_bound<int8_t, TypeParam::design>(minute / 16);
}
TYPED_TEST(Biquad, Int32StaysWithinAHundredThousandthAndItsNoiseWithinTwoBitsOf24) {
  expect_bound<int32_t, TypeParam::design>(minute / 16);
  for (const signal what : signals) {
    const auto taps = quantize<int32_t>(TypeParam::design);
    biquad_cascade<int32_t, TypeParam::design.size()> filter{taps};
    const std::vector<int32_t> x = make<int32_t>(what, minute / 16);
    EXPECT_LE(largest_error(design_of_taps(taps), filter, x), 512) << static_cast<int>(what);
  }
}

// What scipy says.
template <class Sample, size_t Sections>
void expect_scipy(const sos<Sections>& design, const double (&expected)[goldens::input.size()],
                  double gain, double within) {
  biquad_cascade<Sample, Sections> filter{design};
  for (size_t i = 0; i < goldens::input.size(); ++i) {
    const double y = static_cast<double>(filter(static_cast<Sample>(goldens::input[i] * gain)));
    const double top = mote::traits::same<Sample, float> ? 1e9 : full_scale<Sample>;
    const double limited = fmin(fmax(expected[i] * gain, -top), top - 1);
    EXPECT_NEAR(y, limited, within) << i;
  }
}
template <size_t Sections>
void expect_scipy(const sos<Sections>& design, const double (&expected)[goldens::input.size()]) {
  expect_scipy<float>(design, expected, 1, 0.33);
  expect_scipy<int16_t>(design, expected, 1, 1);
  expect_scipy<int32_t>(design, expected, 65536, 21475);
  reference<Sections> exact{design};
  for (size_t i = 0; i < goldens::input.size(); ++i) {
    EXPECT_NEAR(exact(goldens::input[i]), expected[i], 1e-6) << i;
  }
}
TEST(BiquadGoldens, AreWhatScipySays) {
  expect_scipy(goldens::a_weighting_16k::design, goldens::a_weighting_16k::output);
  expect_scipy(goldens::a_weighting_48k::design, goldens::a_weighting_48k::output);
  expect_scipy(goldens::highpass_2::design, goldens::highpass_2::output);
  expect_scipy(goldens::highpass_4::design, goldens::highpass_4::output);
  expect_scipy(goldens::band_narrow::design, goldens::band_narrow::output);
  expect_scipy(goldens::band_wide::design, goldens::band_wide::output);
  expect_scipy(goldens::elliptic::design, goldens::elliptic::output);
  expect_scipy(goldens::a0_of_any_size::design, goldens::a0_of_any_size::output);
  expect_scipy<int16_t>(goldens::gain_of_100::design, goldens::gain_of_100::output, 1, 1);
  expect_scipy<int32_t>(goldens::gain_of_100::design, goldens::gain_of_100::output, 65536, 21475);
}

// Properties.
template <class Design, class Sample>
struct with {
  static constexpr const auto& design = Design::design;
  using sample = Sample;
  static constexpr size_t sections = Design::design.size();
};
template <class Type>
class BiquadOf : public ::testing::Test {};
using a_weighting = design_of<goldens::a_weighting_16k::design>;
using band_pass = design_of<goldens::band_narrow::design>;
using high_pass = design_of<goldens::highpass_2::design>;
using Kinds =
    ::testing::Types<with<a_weighting, float>, with<a_weighting, int32_t>,
                     with<a_weighting, int16_t>, with<a_weighting, int8_t>, with<band_pass, float>,
                     with<band_pass, int16_t>, with<band_pass, int32_t>, with<high_pass, int16_t>>;
TYPED_TEST_SUITE(BiquadOf, Kinds, );

/// Equal, or for float within the promise: the compiler may fuse products differently.
template <class Sample>
void expect_same(const std::vector<Sample>& a, const std::vector<Sample>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    if constexpr (mote::traits::same<Sample, float>) {
      ASSERT_NEAR(a[i], b[i], 1e-5f) << i;
    } else {
      ASSERT_EQ(a[i], b[i]) << i;
    }
  }
}

TYPED_TEST(BiquadOf, GivesTheSameByBlocksOfAnyLengthBySampleInPlaceAndAfterReset) {
  using sample = typename TypeParam::sample;
  const std::vector<sample> x = make<sample>(signal::noise, 1500);
  biquad_cascade<sample, TypeParam::sections> filter{quantize<sample>(TypeParam::design)};
  std::vector<sample> whole(x.size());
  filter.process({x.data(), x.size()}, {whole.data(), whole.size()});

  filter.reset();
  std::vector<sample> single = x;
  for (sample& value : single) value = filter(value);
  expect_same(single, whole);

  filter.reset();
  std::vector<sample> parts = x;
  size_t at = 0;
  for (size_t length = 0; at < parts.size(); ++length) {
    const size_t n = length < parts.size() - at ? length : parts.size() - at;
    filter.process({parts.data() + at, n}, {parts.data() + at, n});
    at += n;
    if (at < parts.size() && length % 5 == 3) {
      parts[at] = filter(parts[at]);
      ++at;
    }
  }
  expect_same(parts, whole);

  fixed_biquad_cascade<TypeParam::design, sample> fixed;
  fixed(x[3]);
  fixed.reset();
  std::vector<sample> in_code = x;
  fixed.process({in_code.data(), 777}, {in_code.data(), 777});
  for (size_t i = 777; i < 900; ++i) in_code[i] = fixed(in_code[i]);
  fixed.process({in_code.data() + 900, 600}, {in_code.data() + 900, 600});
  expect_same(in_code, whole);
}

TYPED_TEST(BiquadOf, FallsSilentWhenTheInputStops) {
  using sample = typename TypeParam::sample;
  biquad_cascade<sample, TypeParam::sections> filter{quantize<sample>(TypeParam::design)};
  const double quiet = mote::traits::same<sample, float> ? 1e-7 : sizeof(sample) == 4 ? 256 : 1;
  for (const signal what : signals) {
    for (const sample value : make<sample>(what, 1200)) filter(value);
    for (int i = 0; i < 8000; ++i) filter(sample{});
    for (int i = 0; i < 2000; ++i) {
      ASSERT_LE(fabs(static_cast<double>(filter(sample{}))), quiet) << static_cast<int>(what);
    }
  }
}

/// The input in [-1, 1) that drives the output the highest after `count` samples.
template <class Sample, size_t Sections>
std::vector<Sample> worst_input(const sos<Sections>& design, size_t count, size_t sections) {
  sos<Sections> part = design;
  for (size_t k = sections; k < Sections; ++k) part[k] = {1, 0, 0, 1, 0, 0};
  reference<Sections> exact{part};
  std::vector<Sample> x(count);
  for (size_t i = 0; i < count; ++i) {
    x[count - 1 - i] = sample_of<Sample>(exact(i == 0 ? 1 : 0) < 0 ? -1 : 1);
  }
  return x;
}

TYPED_TEST(BiquadOf, NeverWrapsOnTheInputsThatDriveItsSectionsTheHighest) {
  using sample = typename TypeParam::sample;
  for (size_t sections = 1; sections <= TypeParam::sections; ++sections) {
    const std::vector<sample> x = worst_input<sample>(TypeParam::design, 2000, sections);
    biquad_cascade<sample, TypeParam::sections> filter{quantize<sample>(TypeParam::design)};
    const double most = mote::traits::same<sample, float> ? 1e-4 : bound<sample>;
    EXPECT_LE(largest_error(TypeParam::design, filter, x), most) << sections;
  }
}

// What the names of zeros, shifts and gains hide.
TEST(Biquad, KeepsItsZeroAt0HzExactly) {
  biquad_cascade<int16_t, 3> filter{goldens::a_weighting_48k::design};
  for (int i = 0; i < 30000; ++i) filter(32767);
  EXPECT_EQ(filter(32767), 0);
}

TEST(Biquad, TakesNewTapsWhileItRuns) {
  biquad_cascade<int16_t, 4> filter{goldens::band_narrow::design};
  const auto band = filter.taps();
  sos<4> pass{};
  for (mote::section& s : pass) s = {1, 0, 0, 1, 0, 0};
  filter.set_taps(quantize<int16_t>(pass));
  EXPECT_EQ(filter(1234), 1234);
  EXPECT_EQ(filter(-32768), -32768);
  EXPECT_EQ(filter(32767), 32767);
  filter.set_taps(band);
  filter.reset();
  reference<4> exact{goldens::band_narrow::design};
  for (int i = 0; i < 200; ++i) EXPECT_NEAR(filter(20000), exact(20000), 1);
}

template <size_t First, size_t Second>
constexpr sos<First + Second> in_series(const sos<First>& a, const sos<Second>& b) {
  sos<First + Second> both{};
  for (size_t k = 0; k < First; ++k) both[k] = a[k];
  for (size_t k = 0; k < Second; ++k) both[First + k] = b[k];
  return both;
}
inline constexpr auto five = in_series(goldens::elliptic::design, goldens::a0_of_any_size::design);
inline constexpr auto nine =
    in_series(in_series(goldens::elliptic::design, goldens::a_weighting_16k::design),
              goldens::a_weighting_48k::design);
template <const auto& Design>
void expect_bounds() {
  for (const signal what : {signal::noise, signal::square}) {
    const std::vector<float> x = make<float>(what, 3001);
    biquad_cascade<float, Design.size()> filter{Design};
    EXPECT_LE(largest_error(Design, filter, x), 1e-5);
    fixed_biquad_cascade<Design, float> fixed;
    EXPECT_LE(largest_error(Design, fixed, x), 1e-5);
    const std::vector<int16_t> words = make<int16_t>(what, 3001);
    biquad_cascade<int16_t, Design.size()> integers{Design};
    EXPECT_LE(largest_error(Design, integers, words), 1);
  }
}
TEST(Biquad, TakesMoreSectionsThanThereAreRegistersFor) {
  expect_bounds<five>();
  expect_bounds<nine>();
}

TEST(Biquad, SaturatesWhereTheGainIsAboveOne) {
  static constexpr sos<1> gain{{{100, 0, 0, 1, 0, 0}}};
  biquad_cascade<int8_t, 1> bytes{gain};
  EXPECT_EQ(bytes(1), 100);
  EXPECT_EQ(bytes(2), 127);
  EXPECT_EQ(bytes(-128), -128);
  biquad_cascade<int32_t, 1> words{gain};
  EXPECT_NEAR(words(8000), 800000, 1024);  // 2^-28, a hundred times
  EXPECT_EQ(words(0x7fffffff), 0x7fffffff);
  EXPECT_EQ(words(-0x7fffffff), -0x7fffffff - 1);
}

TEST(Biquad, AttenuatesWithAnyGain) {
  double gain = 1;
  for (int step = 0; step < 19; ++step, gain /= 3) {
    const sos<2> design{{{-gain, 0, 0, 1, 0, 0}, {1, 2, 1, 1, -1.5, 0.6}}};
    biquad_cascade<int16_t, 2> filter{design};
    reference<2> exact{design};
    uint32_t state = 3;
    for (int i = 0; i < 300; ++i) {
      const int16_t x = static_cast<int16_t>(next_random(state) >> 16);
      const double y = fmin(fmax(exact(x), -32768), 32767);
      ASSERT_NEAR(filter(x), y, 1) << gain;
    }
  }
}

// reset(x).
template <size_t Sections>
double gain_at_zero(const sos<Sections>& design) {
  double gain = 1;
  for (const mote::section& s : design) gain *= (s.b0 + s.b1 + s.b2) / (s.a0 + s.a1 + s.a2);
  return gain;
}

/// From the first sample on what a constant leads to in the end, in memory and in code, and equal
/// bits in both.
template <class Sample, const auto& Design>
void expect_settled(double within) {
  biquad_cascade<Sample, Design.size()> in_memory{quantize<Sample>(Design)};
  fixed_biquad_cascade<Design, Sample> in_code;
  const double top = mote::traits::same<Sample, float> ? 1e9 : full_scale<Sample>;
  for (const double fraction : {0.3, -1.0, 1.0, 0.0, 1e-4}) {
    const Sample x = sample_of<Sample>(fraction);
    for (int i = 0; i < 3; ++i) in_memory(sample_of<Sample>(-0.7)), in_code(x);
    in_memory.reset(x);
    in_code.reset(x);
    const double wanted = gain_at_zero(Design) * static_cast<double>(x);
    for (int i = 0; i < 2000; ++i) {
      const Sample y = in_memory(x), same = in_code(x);
      ASSERT_NEAR(static_cast<double>(y), fmin(fmax(wanted, -top), top), within) << i;
      if constexpr (mote::traits::same<Sample, float>) {
        ASSERT_NEAR(same, y, within) << i;
      } else {
        ASSERT_EQ(same, y) << i;
      }
    }
  }
}
TYPED_TEST(Biquad, GivesWhatAConstantLeadsToAtOnceAfterResetToIt) {
  expect_settled<float, TypeParam::design>(2e-6);
  expect_settled<int32_t, TypeParam::design>(bound<int32_t>);
  expect_settled<int16_t, TypeParam::design>(1);
  expect_settled<int8_t, TypeParam::design>(1);
}

inline constexpr sos<1> plain_form{{{2, 1, 1, 2, 0.5, 0.25}}},
    summed_form{{{0.0625, 0.125, 0.0625, 1, -1.875, 0.9375}}},
    mirrored_form{{{0.5, 0.25, 0.125, 1, 1.75, 0.875}}};
TEST(Biquad, SettlesInEveryFormOfFloat) {
  using mote::detail::biquad::form_for;
  static_assert(form_for(plain_form[0]) == mote::kernel::section_form::plain);
  static_assert(form_for(summed_form[0]) == mote::kernel::section_form::summed);
  static_assert(form_for(mirrored_form[0]) == mote::kernel::section_form::mirrored);
  static_assert(quantize<float>(mirrored_form).sign < 0);
  expect_settled<float, plain_form>(1e-6);
  expect_settled<float, summed_form>(4e-6);
  expect_settled<float, mirrored_form>(1e-6);
}

template <class Sample>
void expect_nothing_of_a_constant(double within) {
  biquad_cascade<Sample, 3> high{goldens::a_weighting_48k::design};
  fixed_biquad_cascade<goldens::a_weighting_48k::design, Sample> in_code;
  high.reset(sample_of<Sample>(-1));
  in_code.reset(sample_of<Sample>(-1));
  for (int i = 0; i < 500; ++i) {
    ASSERT_NEAR(static_cast<double>(high(sample_of<Sample>(-1))), 0, within) << i;
    ASSERT_NEAR(static_cast<double>(in_code(sample_of<Sample>(-1))), 0, within) << i;
  }
  biquad_cascade<Sample, 4> used{goldens::band_narrow::design}, fresh{goldens::band_narrow::design};
  used(sample_of<Sample>(0.9));
  used.reset(Sample{0});
  for (const Sample x : make<Sample>(signal::noise, 500)) ASSERT_EQ(used(x), fresh(x));
}
TEST(Biquad, GivesNothingAtOnceOfWhatItsZeroAt0HzTakesAndIsAsNewAfterResetTo0) {
  expect_nothing_of_a_constant<int8_t>(0);
  expect_nothing_of_a_constant<int16_t>(0);
  expect_nothing_of_a_constant<int32_t>(256);  // 1 LSB of 24 bits
  expect_nothing_of_a_constant<float>(1e-6);
}

/// The filter that the taps are stays within its noise of the settled output: of gains far below 1
/// behind a section, and far above it behind the next.
TEST(Biquad, SettlesBehindASectionThatLeavesNearlyNothing) {
  static constexpr sos<2> faint_then_loud{
      {{1, -1.999, 1, 1, -1.6, 0.65}, {0.02, 0.04, 0.02, 1, -1.8, 0.81}}};
  const auto taps = quantize<int32_t>(faint_then_loud);
  ASSERT_TRUE(taps.valid());
  biquad_cascade<int32_t, 2> filter{taps};
  uint32_t state = 11;
  for (int trial = 0; trial < 20; ++trial) {
    const int32_t x = static_cast<int32_t>(next_random(state) & ~uint32_t{7});
    const double wanted = gain_at_zero(design_of_taps(taps)) * x;
    if (fabs(wanted) >= 2147483647.0) continue;
    filter.reset(x);
    for (int i = 0; i < 400; ++i) ASSERT_NEAR(filter(x), wanted, 2048) << x << " " << i;
  }
}

#if MOTE_ON_DESKTOP
TEST(BiquadDeathTest, NeverSettlesWithAPoleAt0Hz) {
  const mote::biquad_taps<float, 1> sum{{{{1, 1, 1, 0, 0}}}, 1};  // y += x
  biquad_cascade<float, 1> filter{sum};
  EXPECT_EQ(filter(1), 1);
  EXPECT_EQ(filter(1), 2);
  EXPECT_DEATH(filter.reset(1.0f), "a pole at 0 Hz never settles");
}
#endif

}  // namespace
