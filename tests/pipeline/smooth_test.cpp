#include "mote/pipeline/smooth.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <deque>
#include <random>
#include <vector>

#include "mote/pipeline/stage.hpp"

namespace {

using mote::hysteresis;
using mote::majority;
using mote::minimal_duration;
using mote::smooth_probabilities;

enum class label : uint8_t { walk, run, stand };

static_assert(mote::is_sample_stage<majority<label, 5, 3>>);
static_assert(mote::is_sample_stage<minimal_duration<label, 3>>);
static_assert(mote::is_sample_stage<hysteresis<float>>);
static_assert(mote::is_sample_stage<smooth_probabilities<uint16_t, 4>>);
static_assert(sizeof(majority<label, 5, 3>) <= 5 + 3 + 3);
static_assert(sizeof(smooth_probabilities<uint16_t, 4>) <= 16 + 4);

constexpr mote::smoothing slowly{0.3};
constexpr smooth_probabilities<uint16_t, 4, &slowly> fresh;  // has no argument
static_assert(mote::is_sample_stage<smooth_probabilities<uint16_t, 4, &slowly>>);
static_assert(sizeof(fresh) == 16 + 4);

constexpr label after(std::initializer_list<label> decisions) {
  majority<label, 3, 3> steady;
  label answer{};
  for (const label decision : decisions) answer = steady(decision);
  return answer;
}
static_assert(after({label::run}) == label::run, "the first decision is an answer");
static_assert(after({label::run, label::walk}) == label::run, "of equals the one before stays");
static_assert(after({label::run, label::walk, label::walk}) == label::walk);
static_assert(after({label::run, label::walk, label::stand, label::stand}) == label::stand);
static_assert(after({label::run, label::run, label::walk, label::stand}) == label::run,
              "three that are equal: the one before stays");

TEST(Majority, IsTheLabelOfMostOfTheLastDecisions) {
  std::minstd_rand random{1};
  majority<int, 7, 4> steady;
  for (int turn = 0; turn < 2; ++turn) {
    std::deque<int> last;
    int answer = -1;
    for (int i = 0; i < 3000; ++i) {
      const int decision = static_cast<int>(random() % (i % 50 < 25 ? 2 : 4));
      last.push_back(decision);
      if (last.size() > 7) last.pop_front();
      int votes[4] = {};
      for (const int x : last) ++votes[x];
      int most = 0;
      for (const int count : votes) most = count > most ? count : most;
      if (answer < 0 || votes[answer] < most) {
        for (const int x : last) {
          if (votes[x] == most) answer = x;  // the newest stays
        }
      }
      ASSERT_EQ(steady(decision), answer) << i;
    }
    steady.reset();
  }
}

TEST(MinimalDuration, TakesALabelThatCameOftenEnoughInARow) {
  minimal_duration<label, 3> steady;
  const label walk = label::walk, run = label::run, stand = label::stand;
  const std::vector<label> in{run, walk, walk,  run,   walk, walk, walk, run,
                              run, walk, stand, stand, run,  run,  run};
  const std::vector<label> out{run,  run,  run,  run,  run,  run,  walk, walk,
                               walk, walk, walk, walk, walk, walk, run};
  for (int turn = 0; turn < 2; ++turn) {
    for (size_t i = 0; i < in.size(); ++i) EXPECT_EQ(steady(in[i]), out[i]) << i;
    steady.reset();
  }
}

TEST(MinimalDuration, OfOneDecisionIsNoneAtAll) {
  minimal_duration<int, 1> steady;
  for (const int x : {3, 1, 1, 2, 3}) EXPECT_EQ(steady(x), x);
}

TEST(Hysteresis, GoesOnAndOffAtItsOwnScores) {
  hysteresis<float> alarm{0.8f, 0.5f};
  const std::vector<float> in{0.7f, 0.8f, 0.6f, 0.5f, 0.49f, 0.79f, NAN, 1.0f, NAN, 0.0f};
  const std::vector<bool> out{false, true, true, true, false, false, false, true, true, false};
  for (size_t i = 0; i < in.size(); ++i) EXPECT_EQ(alarm(in[i]), out[i]) << i;
  EXPECT_TRUE(alarm(0.9f));
  alarm.reset();
  EXPECT_FALSE(alarm(0.7f));
  hysteresis<int16_t> one{INT16_MAX, INT16_MAX};
  EXPECT_TRUE(one(INT16_MAX));
  EXPECT_FALSE(one(INT16_MAX - 1));
}

TEST(SmoothProbabilities, FollowWithinALittleMoreThanOneStep) {
  std::minstd_rand random{20261128};
  for (int design = 0; design < 200; ++design) {
    const double real = design == 0   ? 1.0
                        : design == 1 ? 1.0 / 1024
                                      : exp2(-10.0 * static_cast<double>(random() % 1000) / 1000);
    const mote::smoothing smoothing{real};
    smooth_probabilities<uint16_t, 3> whole{smoothing};
    smooth_probabilities<float, 3> part{smoothing};
    const double alpha = floor(real * 32768 + 0.5) / 32768;
    double y[3] = {}, z[3] = {};
    for (int i = 0; i < 400; ++i) {
      mote::array<uint16_t, 3> p{};
      mote::array<float, 3> q{};
      for (size_t k = 0; k < 3; ++k) {
        const uint32_t kind = random() % 8;
        p[k] = static_cast<uint16_t>(kind == 0 ? 0 : kind == 1 ? 32768 : random() % 32769);
        q[k] = static_cast<float>(p[k]) / 32768;
        y[k] += i == 0 ? p[k] : alpha * (p[k] - y[k]);
        z[k] += i == 0 ? static_cast<double>(q[k]) : real * (static_cast<double>(q[k]) - z[k]);
      }
      const auto a = whole(p);
      const auto b = part(q);
      for (size_t k = 0; k < 3; ++k) {
        ASSERT_NEAR(a[k], y[k], 1.1) << real << " " << i;
        ASSERT_NEAR(static_cast<double>(b[k]), z[k], 1e-6) << real << " " << i;
      }
    }
  }
}

TEST(SmoothProbabilities, OfAConstantAreTheSameAndAllZerosWhenNew) {
  smooth_probabilities<float, 2> kept_of_float{slowly};
  smooth_probabilities<float, 2, &slowly> of_float;
  smooth_probabilities<uint16_t, 4> kept{slowly};
  smooth_probabilities<uint16_t, 4, &slowly> constant = fresh;
  unsigned char bytes[sizeof(constant)];
  memcpy(bytes, &fresh, sizeof(bytes));
  for (const unsigned char byte : bytes) EXPECT_EQ(byte, 0);
  std::minstd_rand random{4};
  for (int i = 0; i < 200; ++i) {
    const auto p = static_cast<uint16_t>(random() % 32769);
    const float part = static_cast<float>(p) / 32768;
    const mote::array<uint16_t, 4> all{{p, static_cast<uint16_t>(32768 - p), 0, 32768}};
    ASSERT_EQ(constant(all), kept(all));
    ASSERT_EQ(of_float({{part, 1 - part}}), kept_of_float({{part, 1 - part}}));
    if (i == 100) {
      constant.reset();
      kept.reset();
    }
  }
}

TEST(SmoothProbabilities, MeetAConstantExactly) {
  constexpr uint16_t ends[] = {0, 1, 16384, 32767, 32768};
  for (const uint16_t end : ends) {
    for (const uint16_t start : ends) {
      smooth_probabilities<uint16_t, 1> smooth{mote::smoothing{1.0 / 1024}};
      mote::array<uint16_t, 1> y = smooth({{start}});
      EXPECT_EQ(y[0], start) << "the first probabilities are the start";
      for (int i = 0; i < 12000; ++i) y = smooth({{end}});
      EXPECT_EQ(y[0], end);
      smooth.reset();
      EXPECT_EQ(smooth({{uint16_t{77}}})[0], 77);
    }
  }
}

}  // namespace
