// A chain against its stages called by hand, in blocks of any length.
#include "mote/pipeline/chain.hpp"

#include <gtest/gtest.h>

#include <stdint.h>
#include <string.h>

#include <new>
#include <type_traits>
#include <vector>

#include "mote/filter/cic.hpp"
#include "mote/filter/dc_blocker.hpp"
#include "mote/filter/median.hpp"
#include "mote/model/columns.hpp"
#include "mote/pipeline/decide.hpp"
#include "mote/pipeline/reject.hpp"
#include "mote/pipeline/smooth.hpp"
#include "pipeline/window_stages.hpp"
#include "target/small_trees.hpp"

namespace {

using mote::array;
using mote::chain;
using mote::frame;
using mote::span;
using small_trees::label;

constexpr size_t N = 12, Hop = 5;

template <class Sample, size_t Channels>
using some_features = window_stages::some_features<Sample, N, Channels>;
struct first_of_each {  // without room
  using input_type = int16_t;
  using output_type = int16_t;
  struct scratch {};
  static constexpr size_t rows = N, channels = 3, features = 3;
  void process(const mote::frame_view<int16_t, N, 3>& in, span<int16_t, 3> out,
               scratch&) const noexcept {
    for (size_t c = 0; c < 3; ++c) out[c] = in(0, c);
  }
};

constexpr array<uint8_t, 3> used{{11, 3, 5}};
constexpr mote::hard_vote<label, 3, 3> hard{};
constexpr auto trees = small_trees::model<int32_t, uint8_t, false>(hard, 0, 2);
constexpr auto trees16 = [] {
  auto out =
      small_trees::model<int16_t, uint8_t, false>(small_trees::soft<uint8_t>(200, 255), 0, 2);
  out.table.slots = {{0, 2, 2, 0}};
  return out;
}();
constexpr auto float_trees =
    small_trees::model<float, uint8_t, false>(small_trees::soft<uint8_t>(55, 255), 0, 2);
constexpr array<float, 3> offset{{10.0f, -3.0f, 0.5f}}, scale{{0.5f, 2.0f, 0.125f}};

using selected = mote::select_columns<int32_t, 12, used>;
using plain =
    chain<frame<int16_t, N, Hop, 3>, some_features<int16_t, 3>, selected, mote::classify<trees>>;
using smoothed = chain<frame<int16_t, N, Hop, 3>, some_features<int16_t, 3>, selected,
                       mote::cast_columns<int32_t, int16_t, 3>, mote::class_probabilities<trees16>,
                       mote::smooth_probabilities<uint16_t, 3>, mote::likeliest<label, uint16_t, 3>,
                       mote::majority<label, 3, 3>>;
using scaled = chain<mote::median<int16_t, 3>, frame<int16_t, N, Hop, 3>, some_features<int16_t, 3>,
                     selected, mote::scale_columns<int32_t, offset, scale>,
                     mote::classify<float_trees, mote::model_as::code>>;
using decimated = chain<mote::median<int16_t, 3>, mote::cic_decimator<int16_t, 2, 4>,
                        frame<int16_t, N, Hop, 3>, some_features<int16_t, 3>>;

// RAM is sizeof: the ring, the row and one place for all that is needed for a while.
constexpr size_t ring = sizeof(frame<int16_t, N, Hop, 3>), room_size = N * 2, row_size = 12 * 4;
static_assert(sizeof(chain<frame<int16_t, N, Hop, 3>, first_of_each>) <= ring + 8);
static_assert(sizeof(chain<frame<int16_t, N, Hop, 3>, some_features<int16_t, 3>>) <=
              ring + row_size + room_size);
static_assert(sizeof(chain<frame<int16_t, N, Hop, 3>, some_features<int16_t, 3>, selected>) <=
                  ring + row_size + room_size,
              "the selected row lies where the features were worked out, and selecting takes none");
static_assert(sizeof(plain) <= ring + row_size + room_size + 4, "and a label");

std::vector<int16_t> noise(size_t count) { return window_stages::noise(count, 180, 11); }

/// What a chain decides, or its features where it decides nothing, for blocks of `block` samples.
template <class Chain>
auto fed(Chain& all, const std::vector<int16_t>& x, size_t block) {
  using row = std::vector<double>;
  std::vector<row> out;
  for (size_t at = 0; at < x.size(); at += block) {
    span<const int16_t> samples{x.data() + at, x.size() - at < block ? x.size() - at : block};
    while (all.push(samples)) {
      row now;
      for (const auto value : all.features()) now.push_back(static_cast<double>(value));
      if constexpr (!std::is_same_v<Chain, decimated>) {
        now.push_back(static_cast<double>(all.decision()));
      }
      out.push_back(now);
    }
    EXPECT_TRUE(samples.empty());
  }
  return out;
}

template <class Chain>
Chain make() {
  if constexpr (std::is_same_v<Chain, smoothed>) {
    return smoothed{{}, {}, {}, {}, {}, mote::smooth_probabilities<uint16_t, 3>{{0.4}}, {}, {}};
  } else {
    return {};
  }
}

template <class Chain>
class AChain : public ::testing::Test {};
using Chains = ::testing::Types<plain, smoothed, scaled, decimated>;
TYPED_TEST_SUITE(AChain, Chains, );

TYPED_TEST(AChain, GivesTheSameDecisionsForBlocksOf1And7And64And1000) {
  const auto x = noise(3 * 700);
  auto whole = make<TypeParam>();
  const auto expected = fed(whole, x, x.size());
  const size_t rows = std::is_same_v<TypeParam, decimated> ? 700 / 4 : 700;
  ASSERT_EQ(expected.size(), (frame<int16_t, N, Hop, 3>::frames(rows)));
  for (const size_t block : {1u, 7u, 64u, 1000u}) {
    auto all = make<TypeParam>();
    EXPECT_EQ(fed(all, x, block), expected) << block;
  }
}

TYPED_TEST(AChain, DecidesAsAFreshOneAfterAResetInTheMiddleOfARow) {
  const auto x = noise(3 * 200);
  auto fresh = make<TypeParam>(), used_up = make<TypeParam>();
  for (size_t i = 0; i < 3 * 131 + 1; ++i) (void)used_up.push(static_cast<int16_t>(7 * i % 40));
  used_up.reset();
  EXPECT_EQ(fed(used_up, x, 50), fed(fresh, x, 50));
}

/// Or its RAM would lie in flash too, to be copied from there.
TEST(Chain, IsAllZerosWhenItIsNew) {
  static const plain one{};
  const auto* bytes = reinterpret_cast<const unsigned char*>(&one);
  for (size_t i = 0; i < sizeof one; ++i) ASSERT_EQ(bytes[i], 0) << i;
}

TYPED_TEST(AChain, DecidesAsAFreshOneWhereItIsBuiltInRamThatHoldsHalfAWindowOfBefore) {
  const auto x = noise(3 * 200);
  auto fresh = make<TypeParam>();
  const auto expected = fed(fresh, x, 50);
  for (const int rubbish : {0x00, 0x5a, 0xff}) {
    alignas(TypeParam) unsigned char ram[sizeof(TypeParam)];
    memset(ram, rubbish, sizeof ram);
    auto* before = new (ram) TypeParam(make<TypeParam>());
    for (size_t i = 0; i < 3 * 45 + 2; ++i) (void)before->push(static_cast<int16_t>(i % 40));
    auto* after = new (ram) TypeParam(make<TypeParam>());  // a power cycle: no destructor runs
    EXPECT_EQ(fed(*after, x, 50), expected) << rubbish;
  }
}

TEST(Chain, DecidesAsItsStagesCalledByHand) {
  const auto x = noise(3 * 400);
  auto all = make<smoothed>();
  const auto given = fed(all, x, 64);
  frame<int16_t, N, Hop, 3> windows;
  mote::smooth_probabilities<uint16_t, 3> smooth{{0.4}};
  mote::majority<label, 3, 3> steady;
  size_t at = 0, labels[3] = {};
  span<const int16_t> samples{x};
  while (windows.push(samples)) {
    array<int32_t, 12> wide{};
    some_features<int16_t, 3>::scratch room;
    some_features<int16_t, 3>{}.process(windows.view(), wide, room);
    array<int16_t, 3> row{};
    for (size_t i = 0; i < 3; ++i) row[i] = static_cast<int16_t>(wide[used[i]]);
    const label now =
        steady(static_cast<label>(mote::argmax(smooth(mote::predict_proba(trees16, row)))));
    ASSERT_LT(at, given.size());
    EXPECT_EQ(given[at++],
              (std::vector<double>{static_cast<double>(row[0]), static_cast<double>(row[1]),
                                   static_cast<double>(row[2]), static_cast<double>(now)}));
    ++labels[static_cast<size_t>(now)];
  }
  EXPECT_EQ(at, given.size());
  EXPECT_GT((labels[0] > 0) + (labels[1] > 0) + (labels[2] > 0), 1)
      << "the test must see more than one decision";
}

TEST(Chain, FiltersEachChannelByItself) {
  const auto x = noise(3 * 300);
  scaled all;
  const auto given = fed(all, x, 31);
  std::vector<int16_t> filtered(x.size());
  for (size_t c = 0; c < 3; ++c) {
    mote::median<int16_t, 3> own;
    for (size_t i = c; i < x.size(); i += 3) filtered[i] = own(x[i]);
  }
  frame<int16_t, N, Hop, 3> windows;
  span<const int16_t> samples{filtered.data(), filtered.size()};
  for (const auto& row : given) {
    ASSERT_TRUE(windows.push(samples));
    array<int32_t, 12> wide{};
    some_features<int16_t, 3>::scratch room;
    some_features<int16_t, 3>{}.process(windows.view(), wide, room);
    array<float, 3> features{};
    for (size_t i = 0; i < 3; ++i) {
      features[i] = (static_cast<float>(wide[used[i]]) - offset[i]) * scale[i];
      EXPECT_EQ(row[i], static_cast<double>(features[i]));
    }
    EXPECT_EQ(row[3], static_cast<double>(mote::predict(float_trees, features)));
  }
}

TEST(Chain, KeepsTheLastProbabilitiesAndRejectsByThem) {
  static constexpr mote::confidence<uint16_t> sure = [] {
    mote::confidence<uint16_t> c;
    c.least_probability = 20000;
    return c;
  }();
  chain<frame<int16_t, N, Hop, 3>, first_of_each, mote::class_probabilities<trees16>,
        mote::likeliest_if<sure, uint8_t{99}, uint16_t, 3>>
      all;
  chain<frame<int16_t, N, Hop, 3>, first_of_each, mote::class_probabilities<trees16>> open;
  const auto x = noise(3 * 600);
  span<const int16_t> samples{x}, same{x};
  size_t known = 0, unknown = 0;
  while (all.push(samples)) {
    ASSERT_TRUE(open.push(same));
    EXPECT_EQ(open.decision(), mote::predict_proba(trees16, all.features()));
    EXPECT_EQ(open.probabilities(), open.decision());
    EXPECT_EQ(all.probabilities(), open.decision());
    const bool is_sure = sure(all.probabilities());
    EXPECT_EQ(all.decision(), is_sure ? mote::argmax(all.probabilities()) : 99u);
    ++(is_sure ? known : unknown);
  }
  EXPECT_GT(known, 0u);
  EXPECT_GT(unknown, 0u);
}

TEST(OnOrOff, IsTheLabelOfAHysteresisOfTheSecondClass) {
  static constexpr mote::hysteresis<uint16_t> limits{24000, 9000};
  static constexpr mote::hysteresis<float> same{24000.0f / 32768, 9000.0f / 32768};
  mote::on_or_off<limits, label, uint16_t> stage;
  mote::on_or_off<same, label, float> in_float;
  static_assert(sizeof(stage) == sizeof(bool), "the limits are no part of it");
  mote::hysteresis<uint16_t> alone{24000, 9000};
  std::minstd_rand random{3};
  size_t on = 0, held = 0;
  for (int i = 0; i < 2000; ++i) {
    const uint32_t kind = random() % 16;
    const auto drawn = static_cast<uint16_t>(random() % 32769);
    const auto p = static_cast<uint16_t>(kind == 0   ? 24000
                                         : kind == 1 ? 23999
                                         : kind == 2 ? 9000
                                         : kind == 3 ? 8999
                                                     : drawn);
    const bool is_on = alone(p);
    const label said = is_on ? label::b : label::a;
    const auto other = static_cast<uint16_t>(32768 - p);
    const float part = static_cast<float>(p) / 32768;
    ASSERT_EQ(stage({{other, p}}), said) << i;
    ASSERT_EQ(in_float({{1 - part, part}}), said) << i;
    on += is_on;
    held += is_on != (p > 16384);
    if (i % 100 == 99) {
      stage.reset();
      in_float.reset();
      alone.reset();
    }
  }
  EXPECT_GT(on, 300u);
  EXPECT_GT(held, 300u) << "not only the likelier of the two";
}

TEST(Chain, SkipsWindowsOverLostRowsAsItsFrameDoes) {
  const auto x = noise(3 * 300);
  chain<mote::dc_blocker<int16_t>, frame<int16_t, N, Hop, 3>, first_of_each> filtered{
      mote::dc_blocker<int16_t>{mote::quantize<int16_t>(mote::smoothing{0.125})}, {}, {}};
  chain<frame<int16_t, N, Hop, 3>, first_of_each> all;
  frame<int16_t, N, Hop, 3> windows;
  size_t seen = 0, after = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    if (i == 100) {  // in the middle of a row
      all.lose(9);
      windows.lose(9);
      filtered.lose(9);
    }
    const bool complete = windows.push(x[i]);
    EXPECT_EQ(all.push(x[i]), complete) << i;
    EXPECT_EQ(filtered.push(x[i]), complete) << i;
    if (!complete) continue;
    ++(i < 100 ? seen : after);
    for (size_t c = 0; c < 3; ++c) EXPECT_EQ(all.features()[c], windows.view()(0, c));
  }
  EXPECT_GT(seen * after, 0u);
  EXPECT_GT(all.skipped(), 0u);
  EXPECT_EQ(all.skipped(), windows.skipped());
  all.reset();
  EXPECT_EQ(all.skipped(), 0u);
}

}  // namespace
