#include "mote/pipeline/only_if.hpp"

#include <gtest/gtest.h>

#include <stddef.h>
#include <stdint.h>

#include <random>

#include "mote/pipeline/chain.hpp"
#include "mote/pipeline/decide.hpp"
#include "mote/pipeline/near_classes.hpp"
#include "mote/pipeline/smooth.hpp"
#include "target/small_trees.hpp"

namespace {

using mote::array;
using small_trees::label;
constexpr auto model =
    small_trees::model<int16_t, uint8_t, false>(small_trees::soft<uint8_t>(55, 255), 0, 2);
constexpr mote::known_classes<1, 3> middle{{{{{20, 20, 20}}}}, {{{{20, 20, 20}}}}, 1};
constexpr mote::near_classes<int16_t, 3, 1> in_the_middle = mote::quantize<int16_t>(middle);
constexpr auto unknown = static_cast<label>(3);
using smooth = mote::smooth_probabilities<uint16_t, 3>;
using inside = mote::only_if<in_the_middle, unknown, mote::class_probabilities<model>, smooth,
                             mote::likeliest<label, uint16_t, 3>>;
static_assert(mote::is_sample_stage<inside>);
static_assert(sizeof(inside) == sizeof(smooth), "stages without members take nothing");
constexpr inside made() { return inside{{}, smooth{mote::smoothing{0.25}}, {}}; }

array<int16_t, 3> any_row(std::minstd_rand& random) {
  array<int16_t, 3> row{};
  for (int16_t& x : row) x = static_cast<int16_t>(random() % 80);
  return row;
}

TEST(OnlyIf, TellsItsStagesNothingOfAnUnknownRow) {
  std::minstd_rand random{1};
  inside all = made();
  smooth by_hand{mote::smoothing{0.25}};
  int known = 0;
  for (int i = 0; i < 400; ++i) {
    if (i == 200) {
      all.reset();
      by_hand.reset();
    }
    const array<int16_t, 3> row = any_row(random);
    if (in_the_middle(row)) {
      const auto likely = mote::argmax(by_hand(mote::predict_proba(model, row)));
      ASSERT_EQ(all(row), static_cast<label>(likely));
      ++known;
    } else {
      ASSERT_EQ(all(row), unknown);
    }
  }
  EXPECT_GT(known, 50);
  EXPECT_LT(known, 350);
}

struct first_of_each {
  using input_type = int16_t;
  using output_type = int16_t;
  static constexpr size_t rows = 4, channels = 3, features = 3;
  struct scratch {};
  void process(const mote::frame_view<int16_t, 4, 3>& in, mote::span<int16_t, 3> out,
               scratch&) const noexcept {
    for (size_t c = 0; c < 3; ++c) out[c] = in(0, c);
  }
};
TEST(OnlyIf, IsAStageOfAChainWithLabelsBehindIt) {
  using frame = mote::frame<int16_t, 4, 2, 3>;
  using steady = mote::majority<label, 3, 4>;
  mote::chain<frame, first_of_each, inside, steady> all{{}, {}, made(), {}};
  mote::chain<frame, first_of_each, mote::only_if<in_the_middle, unknown, mote::classify<model>>>
      plain;
  inside stages = made();
  steady labels;
  std::minstd_rand random{2};
  int unknowns = 0;
  for (int i = 0; i < 3000; ++i) {
    const auto x = static_cast<int16_t>(i / 300 % 2 * 15 + static_cast<int>(random() % 50));
    const bool complete = all.push(x);
    ASSERT_EQ(plain.push(x), complete);
    if (!complete) continue;
    ASSERT_EQ(all.decision(), labels(stages(all.features())));
    const auto& row = plain.features();
    ASSERT_EQ(plain.decision(), in_the_middle(row) ? mote::predict(model, row) : unknown);
    unknowns += all.decision() == unknown ? 1 : 0;
  }
  EXPECT_GT(unknowns, 20);
  all.reset();
  labels.reset();
  stages.reset();
  for (int i = 0; i < 12; ++i) {
    if (!all.push(static_cast<int16_t>(i))) continue;
    EXPECT_EQ(all.decision(), labels(stages(all.features())));
  }
}

}  // namespace
