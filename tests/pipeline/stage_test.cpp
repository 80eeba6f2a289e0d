// Every stage of the library has one verb, says what goes in and what comes out, and forgets.
#include "mote/pipeline/stage.hpp"

#include <gtest/gtest.h>

#include <stdint.h>

#include <random>
#include <type_traits>
#include <vector>

#include "mote/design/butterworth.hpp"
#include "mote/design/fir_design.hpp"
#include "mote/filter/biquad.hpp"
#include "mote/filter/cic.hpp"
#include "mote/filter/dc_blocker.hpp"
#include "mote/filter/envelope.hpp"
#include "mote/filter/fir.hpp"
#include "mote/filter/fir_resample.hpp"
#include "mote/filter/linear_map.hpp"
#include "mote/filter/median.hpp"
#include "mote/filter/moving.hpp"
#include "mote/filter/moving_extreme.hpp"
#include "mote/filter/one_pole.hpp"
#include "mote/filter/pdm.hpp"
#include "mote/feature/extremes.hpp"
#include "mote/feature/level.hpp"
#include "mote/feature/statistics.hpp"
#include "mote/transform/goertzel.hpp"
#include "mote/transform/stft.hpp"

namespace {

using mote::is_accumulator;
using mote::is_block_stage;
using mote::is_framer;
using mote::is_sample_stage;
using mote::span;

constexpr auto low_pass = mote::butterworth_lowpass<4>(1000.0, 8000.0);
constexpr auto smooth = mote::fir_lowpass<15>(1000.0, 8000.0);
constexpr mote::smoothing slowly{0.125};

/// How each stage is built: `make()` gives a new one.
template <class Stage>
struct build {
  static Stage make() { return Stage{}; }
};
template <class Sample, size_t Sections>
struct build<mote::biquad_cascade<Sample, Sections>> {
  static auto make() {
    return mote::biquad_cascade<Sample, Sections>{mote::quantize<Sample>(low_pass)};
  }
};
template <class Sample, size_t Taps>
struct build<mote::fir<Sample, Taps>> {
  static auto make() { return mote::fir<Sample, Taps>{smooth}; }
};
template <class Sample, size_t Taps, size_t Factor>
struct build<mote::fir_decimator<Sample, Taps, Factor>> {
  static auto make() { return mote::fir_decimator<Sample, Taps, Factor>{smooth}; }
};
template <class Sample, size_t Taps, size_t Factor>
struct build<mote::fir_interpolator<Sample, Taps, Factor>> {
  static auto make() { return mote::fir_interpolator<Sample, Taps, Factor>{smooth}; }
};
template <template <class> class Stage, class Sample>
struct build_of_taps {
  static auto make() { return Stage<Sample>{mote::quantize<Sample>(slowly)}; }
};
template <class Sample>
struct build<mote::one_pole<Sample>> : build_of_taps<mote::one_pole, Sample> {};
template <class Sample>
struct build<mote::one_pole_highpass<Sample>> : build_of_taps<mote::one_pole_highpass, Sample> {};
template <class Sample>
struct build<mote::dc_blocker<Sample>> : build_of_taps<mote::dc_blocker, Sample> {};
template <class Sample>
struct build<mote::rms_envelope<Sample>> : build_of_taps<mote::rms_envelope, Sample> {};
template <class Sample>
struct build<mote::envelope<Sample>> {
  static auto make() {
    const auto taps = mote::quantize<Sample>(slowly);
    return mote::envelope<Sample>{taps, taps};
  }
};
template <class From, class To>
struct build<mote::linear_map<From, To>> {
  static auto make() { return mote::linear_map<From, To>{0.5, 3}; }
};

/// A stage that remembers nothing has no reset().
template <class Stage>
constexpr bool remembers = true;
template <class From, class To>
constexpr bool remembers<mote::linear_map<From, To>> = false;

template <class Input>
std::vector<Input> noise(size_t count) {
  std::mt19937 next{5};
  std::vector<Input> x(count);
  for (Input& value : x) {
    const double real = static_cast<double>(next()) / 2147483648.0 - 1.0;
    if constexpr (std::is_same_v<Input, uint8_t>) {
      value = static_cast<uint8_t>(next());
    } else {
      value = mote::numeric<Input>::from_real(real / 4);
    }
  }
  return x;
}

/// What `stage` gives for `x` in blocks of `block` elements.
template <class Stage, class Input = typename Stage::input_type>
std::vector<typename Stage::output_type> by_blocks(Stage& stage, const std::vector<Input>& x,
                                                   size_t block) {
  std::vector<typename Stage::output_type> y;
  for (size_t at = 0; at < x.size(); at += block) {
    const size_t count = at + block < x.size() ? block : x.size() - at;
    const size_t start = y.size();
    y.resize(start + outputs(stage, count));
    stage.process(span<const Input>{x.data() + at, count},
                  span<typename Stage::output_type>{y.data() + start, y.size() - start});
  }
  return y;
}

/// Equal, but float sums, which a core may add in another order in a block: below 1e-6 apart.
template <class Output>
void expect_same(const std::vector<Output>& y, const std::vector<Output>& expected) {
  if constexpr (std::is_same_v<Output, float>) {
    ASSERT_EQ(y.size(), expected.size());
    for (size_t i = 0; i < y.size(); ++i) EXPECT_NEAR(y[i], expected[i], 1e-6f) << i;
  } else {
    EXPECT_EQ(y, expected);
  }
}

template <class Stage>
class SampleStage : public ::testing::Test {};
using SampleStages = ::testing::Types<
    mote::biquad_cascade<float, 2>, mote::biquad_cascade<int16_t, 2>,
    mote::fixed_biquad_cascade<low_pass, int16_t>, mote::fir<float, 15>, mote::fir<int16_t, 15>,
    mote::fixed_fir<smooth, int8_t>, mote::one_pole<int16_t>, mote::one_pole_highpass<float>,
    mote::dc_blocker<int16_t>, mote::envelope<int8_t>, mote::rms_envelope<int16_t>,
    mote::median<int16_t, 5>, mote::moving_sum<int16_t, 4>, mote::moving_mean<float, 4>,
    mote::moving_min<int32_t, 4>, mote::moving_max<float, 4>, mote::linear_map<int32_t, int16_t>,
    mote::linear_map<float>>;
TYPED_TEST_SUITE(SampleStage, SampleStages, );

TYPED_TEST(SampleStage, GivesASampleForASampleAndTheSameByTheBlock) {
  static_assert(is_sample_stage<TypeParam> && is_block_stage<TypeParam>);
  static_assert(!is_framer<TypeParam>);
  const auto x = noise<typename TypeParam::input_type>(200);
  auto one = build<TypeParam>::make();
  std::vector<typename TypeParam::output_type> expected;
  for (const auto& value : x) expected.push_back(one(value));
  for (const size_t block : {1u, 7u, 64u, 200u}) {
    auto stage = build<TypeParam>::make();
    SCOPED_TRACE(block);
    expect_same(by_blocks(stage, x, block), expected);
  }
}

TYPED_TEST(SampleStage, TakesArraysOfKnownLengthAsItTakesSpans) {
  using in_type = typename TypeParam::input_type;
  using out_type = typename TypeParam::output_type;
  const auto x = noise<in_type>(24);
  auto by_span = build<TypeParam>::make(), by_array = build<TypeParam>::make();
  const auto expected = by_blocks(by_span, x, 24);
  mote::array<in_type, 24> in{};
  for (size_t i = 0; i < 24; ++i) in[i] = x[i];
  out_type out[24] = {};
  by_array.process(in, out);
  for (size_t i = 0; i < 24; ++i) EXPECT_EQ(out[i], expected[i]) << i;
}

TYPED_TEST(SampleStage, BehavesAsNewlyBuiltAfterReset) {
  const auto x = noise<typename TypeParam::input_type>(100);
  auto stage = build<TypeParam>::make();
  const auto expected = by_blocks(stage, x, 10);
  if constexpr (remembers<TypeParam>) stage.reset();
  EXPECT_EQ(by_blocks(stage, x, 10), expected);
}

template <class Stage>
class RateStage : public ::testing::Test {};
using RateStages =
    ::testing::Types<mote::fir_decimator<int16_t, 15, 3>, mote::fir_interpolator<float, 15, 3>,
                     mote::cic_decimator<int16_t, 3, 4>, mote::cic_interpolator<int16_t, 3, 4>,
                     mote::pdm_decimator<64>>;
TYPED_TEST_SUITE(RateStage, RateStages, );

TYPED_TEST(RateStage, GivesTheSameInBlocksOfAnyLengthAndAsManyAsOutputsSays) {
  static_assert(is_block_stage<TypeParam> && !is_sample_stage<TypeParam>);
  const auto x = noise<typename TypeParam::input_type>(192);
  auto whole = build<TypeParam>::make();
  const auto expected = by_blocks(whole, x, x.size());
  EXPECT_GT(expected.size(), 0u);
  for (const size_t block : {8u, 24u, 96u}) {
    auto stage = build<TypeParam>::make();
    SCOPED_TRACE(block);
    expect_same(by_blocks(stage, x, block), expected);
  }
  whole.reset();
  EXPECT_EQ(by_blocks(whole, x, x.size()), expected) << "after reset";
}

TEST(Stage, AnAccumulatorIsNoBlockStage) {
  static_assert(is_accumulator<mote::peak_hold<int16_t>>);
  static_assert(!is_block_stage<mote::peak_hold<int16_t>>);
  static_assert(!is_sample_stage<mote::peak_hold<int16_t>>);
  mote::peak_hold<int16_t> one, block;
  const auto x = noise<int16_t>(100);
  for (const int16_t value : x) one.add(value);
  block.add(span<const int16_t>{x.data(), x.size()});
  EXPECT_EQ(one.value(), block.value());
  block.reset();
  EXPECT_EQ(block.value(), 0);
}

template <class Stage>
constexpr bool only_adds =
    is_accumulator<Stage> && !is_block_stage<Stage> && !is_sample_stage<Stage> && !is_framer<Stage>;
static_assert(only_adds<mote::statistics<int16_t>> && only_adds<mote::statistics<float>>);
static_assert(only_adds<mote::extremes<int8_t>> && only_adds<mote::zero_crossings<float>>);
static_assert(only_adds<mote::goertzel<int16_t, 205>>);
static_assert(only_adds<mote::half_decibel_histogram>);
static_assert(is_framer<mote::stft<int16_t, 512, 160>>);

struct first_row {  // the smallest stage of windows
  using input_type = int16_t;
  using output_type = int16_t;
  struct scratch {};
  static constexpr size_t rows = 8, channels = 3, features = 3;
  void process(const mote::frame_view<int16_t, 8, 3>& in, mote::span<int16_t, 3> out,
               scratch&) const {
    for (size_t i = 0; i < 3; ++i) out[i] = in(0, i);
  }
};
static_assert(mote::is_window_stage<first_row> && mote::is_stage<first_row>);
static_assert(!mote::is_window_stage<mote::stft<int16_t, 512, 160>>);
static_assert(!is_accumulator<mote::stft<float, 64>> && !is_block_stage<mote::stft<float, 64>>);

TEST(Stage, WhatIsNoStageIsNotTakenForOne) {
  static_assert(!mote::is_stage<int>);
  static_assert(!mote::is_stage<std::vector<int>>);
}

}  // namespace
