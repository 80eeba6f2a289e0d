// Several stages of one window against each of them by hand.
#include "mote/pipeline/join.hpp"

#include <gtest/gtest.h>

#include <stdint.h>

#include <random>
#include <vector>

#include "mote/feature/motion.hpp"
#include "mote/feature/window_statistics.hpp"
#include "mote/pipeline/chain.hpp"

namespace {

using mote::array;
using mote::frame_view;
using mote::span;

constexpr size_t N = 16, Channels = 6;

inline constexpr array<mote::motion::feature, 3> moved{{
    {mote::motion::series::x, mote::motion::statistic::median},
    {mote::motion::series::z_jerk, mote::motion::statistic::iqr},
    {mote::motion::series::l1, mote::motion::statistic::mean},
}};
inline constexpr array<mote::statistic, 2> spread{{mote::stat::mean, mote::stat::range}};
using motion = mote::motion_features<int16_t, N, moved>;
using statistics = mote::window_statistics<int16_t, N, 3, spread>;

struct last_row {  // without room, of all channels
  using input_type = int16_t;
  using output_type = int32_t;
  static constexpr size_t rows = N, channels = Channels, features = 2;
  struct scratch {};
  void process(const frame_view<int16_t, N, Channels>& in, span<int32_t, 2> out,
               scratch&) const noexcept {
    out[0] = in(N - 1, 0);
    out[1] = in(N - 1, 5);
  }
};

inline constexpr array<uint8_t, 3> first{{0, 1, 2}}, turned{{5, 3, 4}};
using on_first = mote::on_channels<motion, Channels, first>;
using on_turned = mote::on_channels<statistics, Channels, turned>;
using joined = mote::join_features<on_first, last_row, on_turned, on_first>;

static_assert(mote::is_window_stage<on_first> && mote::is_window_stage<joined>);
static_assert(joined::features == 3 + 2 + 6 + 3);
static_assert(sizeof(joined::scratch) == (sizeof(on_first::scratch) > sizeof(on_turned::scratch)
                                              ? sizeof(on_first::scratch)
                                              : sizeof(on_turned::scratch)),
              "stages work in one place, one after the other");
static_assert(sizeof(on_first::scratch) <= N * 3 * 2 + sizeof(motion::scratch) + 4);

std::vector<int16_t> noise(size_t count) {
  std::mt19937 next{5};
  std::vector<int16_t> x(count);
  for (int16_t& one : x) one = static_cast<int16_t>(next());
  return x;
}

template <class Stage>
array<int32_t, Stage::features> alone(const std::vector<int16_t>& x, const array<uint8_t, 3>& of) {
  std::vector<int16_t> chosen;
  for (size_t row = 0; row < N; ++row) {
    for (const uint8_t c : of) chosen.push_back(x[row * Channels + c]);
  }
  array<int32_t, Stage::features> out{};
  typename Stage::scratch room;
  const frame_view<int16_t, N, 3> view{span<const int16_t, N * 3>{chosen.data()}};
  Stage{}.process(view, span<int32_t, Stage::features>{out}, room);
  return out;
}

TEST(Join, GivesTheFeaturesOfEachStageOfItsChannelsOneAfterTheOther) {
  const auto x = noise(N * Channels);
  for (size_t older = 0; older <= N; ++older) {  // wherever the ring is cut
    const span<const int16_t> all{x};
    const frame_view<int16_t, N, Channels> in{all.first(older * Channels),
                                              all.last((N - older) * Channels)};
    array<int32_t, joined::features> out{};
    joined::scratch room;
    joined::process(in, span<int32_t, joined::features>{out}, room);
    const auto moving = alone<motion>(x, first);
    const auto spreads = alone<statistics>(x, turned);
    for (size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(out[i], moving[i]);
      EXPECT_EQ(out[11 + i], moving[i]);
    }
    EXPECT_EQ(out[3], x[(N - 1) * Channels]);
    EXPECT_EQ(out[4], x[(N - 1) * Channels + 5]);
    for (size_t i = 0; i < 6; ++i) EXPECT_EQ(out[5 + i], spreads[i]);
  }
}

TEST(Join, IsAStageOfAChain) {
  const auto x = noise(N * Channels * 3);
  mote::chain<mote::frame<int16_t, N, N / 2, Channels>, joined> all;
  span<const int16_t> samples{x};
  size_t windows = 0;
  while (all.push(samples)) {
    const std::vector<int16_t> window(x.begin() + static_cast<ptrdiff_t>(windows * 8 * Channels),
                                      x.end());
    const auto moving = alone<motion>(window, first);
    for (size_t i = 0; i < 3; ++i) EXPECT_EQ(all.features()[11 + i], moving[i]);
    ++windows;
  }
  EXPECT_EQ(windows, 5u);
}

TEST(Join, WholeNumbersStandBesideFloatsAsTheNearest) {
  struct large : last_row {
    void process(const frame_view<int16_t, N, Channels>&, span<int32_t, 2> out,
                 scratch&) const noexcept {
      out[0] = 16777217;  // a tie of two floats
      out[1] = INT32_MIN;
    }
  };
  struct halves : last_row {
    using output_type = float;
    void process(const frame_view<int16_t, N, Channels>&, span<float, 2> out,
                 scratch&) const noexcept {
      out[0] = 0.5f;
      out[1] = -1.5f;
    }
  };
  using as_floats = mote::join_features<mote::cast_features<large, float>, halves,
                                        mote::cast_features<on_first, float>>;
  static_assert(mote::is_window_stage<as_floats> &&
                mote::traits::same<as_floats::output_type, float>);
  const auto x = noise(N * Channels);
  array<float, as_floats::features> out{};
  as_floats::scratch room;
  as_floats::process(frame_view<int16_t, N, Channels>{span<const int16_t, N * Channels>{x.data()}},
                     span<float, as_floats::features>{out}, room);
  EXPECT_EQ(out[0], 16777216.0f);
  EXPECT_EQ(out[1], -2147483648.0f);
  EXPECT_EQ(out[2], 0.5f);
  EXPECT_EQ(out[3], -1.5f);
  const auto moving = alone<motion>(x, first);
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(out[4 + i], static_cast<float>(moving[i]));
}

TEST(Join, OfStagesWithoutRoomTakesNone) {
  using bare = mote::join_features<last_row, last_row>;
  static_assert(sizeof(mote::chain<mote::frame<int16_t, N, N, Channels>, bare>) <=
                sizeof(mote::chain<mote::frame<int16_t, N, N, Channels>, last_row>) + 8);
  const auto x = noise(N * Channels);
  array<int32_t, 4> out{};
  bare::scratch room;
  bare::process(frame_view<int16_t, N, Channels>{span<const int16_t, N * Channels>{x.data()}},
                span<int32_t, 4>{out}, room);
  EXPECT_EQ(out[0], out[2]);
  EXPECT_EQ(out[3], x[N * Channels - 1]);
}

}  // namespace
