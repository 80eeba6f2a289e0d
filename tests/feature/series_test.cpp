#include "mote/feature/series.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <algorithm>
#include <random>
#include <vector>

#include "data/series/goldens.hpp"
#include "mote/pipeline/stage.hpp"

namespace {

using mote::all_series;
using mote::array;
using mote::series;
using mote::series_features;
namespace golden = series_goldens;

inline constexpr array few{series::dfa, series::trev, series::entropy_pairs};
using three = series_features<float, 128, few>;
static_assert(mote::is_window_stage<three> && three::features == 3 && three::rows == 128);
using full = series_features<float, 128, all_series>;
static_assert(sizeof(full::scratch) == 128 * 12 + 8, "the series, as many floats and two, counts");
static_assert(sizeof(three::scratch) <= 128 * 8 + 16, "counts are there where a feature counts");

template <size_t N>
void expect_golden(const int16_t (&input)[golden::kinds][N],
                   const double (&expected)[golden::kinds][22]) {
  using stage = series_features<float, N, all_series>;
  static typename stage::scratch scratch;
  for (int kind = 0; kind < golden::kinds; ++kind) {
    array<float, N> x{};
    for (size_t i = 0; i < N; ++i) x[i] = static_cast<float>(input[kind][i]) / 100.0f;
    array<float, 22> out{};
    stage{}.process(mote::frame_view<float, N>{x}, out, scratch);
    for (size_t i = 0; i < 22; ++i) {
      const double wanted = expected[kind][i];
      EXPECT_NEAR(static_cast<double>(out[i]), wanted, 1e-4 * (1 + fabs(wanted)))
          << "feature " << i << " of kind " << kind << " of " << N;
    }
  }
}
TEST(Series, IsCatch22) {
  expect_golden(golden::input_50, golden::expected_50);
  expect_golden(golden::input_128, golden::expected_128);
  expect_golden(golden::input_250, golden::expected_250);
}

/// What pycatch22 gives of a constant, by default.
TEST(Series, OfAConstantIsAtAnEndOfItsRange) {
  array<float, 50> x{};
  for (float& v : x) v = 3;
  array<float, 22> out{};
  series_features<float, 50, all_series>{}.process(x, out);
  constexpr array<float, 22> wanted{0, 0, 0, 0, 49, 50, 1,        0, 0,           0, 0,
                                    0, 0, 0, 0, 0,  25, 1.0f / 9, 0, 741.392517f, 1, 1};
  for (size_t i = 0; i < 22; ++i) EXPECT_NEAR(out[i], wanted[i], 1e-5f * wanted[i]) << i;
}

TEST(Series, IsTheSameWhateverElseIsChosenAndWhereverTheWindowLies) {
  array<float, 128> x{};
  std::minstd_rand random{3};
  for (float& v : x) v = static_cast<float>(random() % 1000);
  array<float, 22> all{};
  array<float, 3> some{};
  series_features<float, 128, all_series>{}.process(x, all);
  const mote::span<const float> whole{x.data(), 128};
  three::scratch scratch;
  for (size_t cut : {0u, 1u, 64u, 128u}) {
    three{}.process(mote::frame_view<float, 128>{whole.first(cut), whole.last(128 - cut)}, some,
                    scratch);
    EXPECT_EQ(some[0], all[21]);
    EXPECT_EQ(some[1], all[15]);
    EXPECT_EQ(some[2], all[13]);
  }
}

inline constexpr array some_channels{mote::series_on{series::trev, 0b101},
                                     mote::series_on{series::mode_5, 0b010},
                                     mote::series_on{series::outlier_timing_pos, 0b111}};
using chosen_channels = series_features<int16_t, 64, some_channels, 3>;
static_assert(mote::is_window_stage<chosen_channels> && chosen_channels::features == 6);
static_assert(mote::is_window_stage<series_features<float, 64, few, 3>> &&
              series_features<float, 64, few, 3>::features == 9);

TEST(Series, OfChannelsAreThoseOfEachAlone) {
  array<int16_t, 64 * 3> x{};
  std::minstd_rand random{8};
  for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<int16_t>(random() % 65536);
  for (size_t i = 0; i < 64; ++i) x[3 * i + 1] = 77;  // a channel at rest
  array<float, 64> one{};
  array<array<float, 3>, 3> alone{};
  for (size_t c = 0; c < 3; ++c) {
    for (size_t i = 0; i < 64; ++i) one[i] = static_cast<float>(x[3 * i + c]);
    series_features<float, 64, few>{}.process(one, alone[c]);
  }
  array<float, 9> all{};
  series_features<int16_t, 64, few, 3>{}.process(x, all);
  for (size_t i = 0; i < 3; ++i) {
    for (size_t c = 0; c < 3; ++c) EXPECT_EQ(all[3 * i + c], alone[c][i]) << i << " of " << c;
  }
  array<float, 6> some{};
  chosen_channels{}.process(x, some);
  EXPECT_EQ(some[0], alone[0][1]);
  EXPECT_EQ(some[1], alone[2][1]);
  EXPECT_EQ(some[2], 0);
  EXPECT_EQ(some[4], 0) << "of the channel at rest";
  EXPECT_NE(some[3], some[5]);
}

/// Of outliers by their definition: a pass over all values for each threshold.
float outliers_by_thresholds(const std::vector<float>& z, float sign) {
  const auto middle = [](std::vector<size_t> x) {
    std::sort(x.begin(), x.end());
    return x[(x.size() - 1) / 2] + x[x.size() / 2];
  };
  const auto above = [&](size_t j) {
    std::vector<size_t> places;
    for (size_t i = 0; i < z.size(); ++i) {
      if (sign * z[i] >= static_cast<float>(j) * 0.01f) places.push_back(i);
    }
    return places;
  };
  if (above(1).empty()) return 0;
  const size_t all = above(0).size();
  std::vector<size_t> medians{middle(above(0))};
  for (size_t j = 1;; ++j) {
    const std::vector<size_t> places = above(j);
    if (places.empty() || (places.size() - 1) * 100 <= 2 * all) break;
    medians.push_back(middle(places));
  }
  return (static_cast<float>(middle(medians)) / 4 + 1) / (static_cast<float>(z.size()) / 2) - 1;
}
TEST(Series, HasTheOutliersOfItsDefinition) {
  std::minstd_rand random{6};
  for (int round = 0; round < 400; ++round) {
    const size_t n = 16 + random() % (round % 40 == 0 ? 800 : 90);
    std::vector<float> z(n), work(n + 1);
    std::vector<uint16_t> room(2 * n);
    for (size_t i = 0; i < n; ++i) {
      const float any = static_cast<float>(random() % 4001) / 1000 - 2;
      const float whole =
          static_cast<float>(static_cast<int>(any * 100)) * 0.01f;  // on a threshold
      const float choices[6] = {any,
                                whole,
                                static_cast<float>(static_cast<int>(any)),
                                i == n / 3 ? 7.0f : -0.1f,
                                i % 2 == 0 ? 1.0f : -1.0f,
                                random() % n < 2 ? 9 * any : -any * any};
      z[i] = choices[round % 6];
    }
    for (const float sign : {1.0f, -1.0f}) {
      EXPECT_EQ(mote::detail::series::series_outliers(z.data(), n, sign, work.data(), room.data()),
                outliers_by_thresholds(z, sign))
          << "round " << round;
    }
  }
}

/// Scale and offset do not matter; shortest and longest windows and extremes end in numbers.
template <size_t N>
void expect_numbers() {
  std::minstd_rand random{N};
  using stage = series_features<float, N, all_series>;
  static typename stage::scratch scratch;
  static array<float, N> x;
  for (int kind = 0; kind < 6; ++kind) {
    for (size_t i = 0; i < N; ++i) {
      const float any = static_cast<float>(random() % 65536) - 32768.0f;
      const float choices[6] = {any,         i % 2 == 0 ? 1e9f : -1e9f, i == N / 2 ? 1.0f : 0.0f,
                                any * 1e-9f, static_cast<float>(i),     i < N / 2 ? any : 7.0f};
      x[i] = choices[kind];
    }
    array<float, 22> out{};
    stage{}.process(mote::frame_view<float, N>{x}, out, scratch);
    for (size_t i = 0; i < 22; ++i) EXPECT_TRUE(isfinite(out[i])) << i << " of kind " << kind;
  }
}
TEST(Series, OfExtremesIsANumber) {
  expect_numbers<16>();
  expect_numbers<33>();
#if MOTE_ON_DESKTOP
  expect_numbers<1025>();
#endif
}

}  // namespace
