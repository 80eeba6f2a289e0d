#include "mote/feature/motion.hpp"

#include <gtest/gtest.h>

#include <stddef.h>
#include <stdint.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "mote/feature/frame.hpp"
#include "mote/pipeline/stage.hpp"

namespace {

using mote::frame_view;
using mote::motion_features;
using mote::span;
using mote::motion::feature;
using mote::motion::series;
using mote::motion::statistic;

using all_128 = motion_features<int16_t, 128, mote::motion::all>;
static_assert(mote::is_window_stage<all_128>);
static_assert(all_128::features == 92);
static_assert(mote::motion::all[0].series == series::x);
static_assert(mote::motion::all[37].series == series::l1);
static_assert(mote::motion::all[37].statistic == statistic::entropy);
static_assert(mote::motion::all[91].series == series::magnitude_squared_jerk);

/// The definitions once more, in double and with sorting.
std::vector<double> series_of(const std::vector<int16_t>& rows, series which) {
  const size_t n = rows.size() / 3;
  std::vector<std::vector<double>> axes(3);
  for (size_t c = 0; c < 3; ++c) {
    for (size_t i = 0; i < n; ++i) {
      std::vector<int16_t> near = {rows[3 * i + c]};
      if (i > 0 && i + 1 < n) near = {rows[3 * i + c - 3], rows[3 * i + c], rows[3 * i + c + 3]};
      std::sort(near.begin(), near.end());
      axes[c].push_back(near[near.size() / 2]);
    }
  }
  const size_t kind = static_cast<size_t>(which) % 5;
  std::vector<double> s(n);
  for (size_t i = 0; i < n; ++i) {
    const double x = axes[0][i], y = axes[1][i], z = axes[2][i];
    if (kind < 3) s[i] = axes[kind][i];
    if (kind == 3) s[i] = std::abs(x) + std::abs(y) + std::abs(z);
    if (kind == 4) s[i] = std::min(2147483647.0, x * x + y * y + z * z);
  }
  if (static_cast<size_t>(which) >= 5) {
    for (size_t i = 0; i + 1 < n; ++i) s[i] = s[i + 1] - s[i];
    s.pop_back();
  }
  return s;
}

/// Of 16 bins as kernel/rank/bin_scale.hpp defines them: equal but for the rounding of their edges.
double entropy_of(const std::vector<double>& s, double low, double high) {
  const uint32_t range = static_cast<uint32_t>(static_cast<int64_t>(high - low));
  int coarse = 0;
  while ((range >> coarse) > 0xffff) ++coarse;
  const uint32_t factor = 0xffffffffu / ((range >> coarse) + 1);
  std::vector<int> counts(16);
  for (const double v : s) {
    const uint32_t d = static_cast<uint32_t>(static_cast<int64_t>(v - low));
    ++counts[((d >> coarse) * factor) >> 28];
  }
  double entropy = 0;
  for (const int c : counts) {
    const double p = c / static_cast<double>(s.size());
    if (c != 0) entropy -= p * std::log(p);
  }
  return entropy * 4096;
}

struct expected {
  double value, tolerance;
};

std::vector<double> sorted(std::vector<double> s) {
  std::sort(s.begin(), s.end());
  return s;
}

expected reference(const std::vector<double>& s, const std::vector<double>& order, statistic what) {
  const size_t n = s.size();
  const double low = order.front(), high = order.back();
  double sum = 0, squares = 0, spread = 0;
  for (const double v : s) {
    sum += v;
    squares += v * v;
  }
  const double mean = sum / static_cast<double>(n);
  for (const double v : s) spread += (v - mean) * (v - mean);
  const double largest = std::max(std::abs(low), std::abs(high));
  const auto rounded = [](double limit) {
    return limit < 8388608 ? 0.5000001 : 0.5 + limit / 4194304;
  };
  const double q25 = order[n / 4], q75 = order[3 * n / 4];
  switch (what) {
    case statistic::mean:
      return {std::floor(mean + 0.5), 0};
    case statistic::max:
      return {high, 0};
    case statistic::min:
      return {low, 0};
    case statistic::median:
      return {order[n / 2], 0};
    case statistic::q25:
      return {q25, 0};
    case statistic::q75:
      return {q75, 0};
    case statistic::iqr:
      return {std::min(2147483647.0, q75 - q25), 0};
    case statistic::energy:
      return {std::sqrt(squares / static_cast<double>(n)), rounded(std::max(largest, high - low))};
    case statistic::std:
      return {std::sqrt(spread / static_cast<double>(n)), rounded(high - low)};
    case statistic::entropy:
      return {entropy_of(s, low, high), 0.51};
  }
  return {};
}

/// Windows of every kind that is hard on something.
std::vector<int16_t> window(size_t n, int kind, std::mt19937& random) {
  std::vector<int16_t> rows(3 * n);
  const auto any = [&](int low, int high) {
    return static_cast<int16_t>(std::uniform_int_distribution<int>{low, high}(random));
  };
  for (size_t i = 0; i < rows.size(); ++i) {
    int16_t& v = rows[i];
    const size_t row = i / 3;
    switch (kind) {
      case 0:
        v = any(-32768, 32767);
        break;
      case 1:
        v = -1234;
        break;
      case 2:
        v = -32768;
        break;
      case 3:
        v = 32767;
        break;
      case 4:
        v = row % 2 != 0 ? 32767 : -32768;
        break;
      case 5:
        v = row % 4 < 2 ? 32767 : -32768;
        break;
      case 6:
        v = row == n / 2 ? 32767 : 0;
        break;
      case 7:
        v = row / 2 == n / 4 ? -32768 : 17;
        break;
      case 8:
        v = any(0, 3);
        break;
      case 9:
        v = static_cast<int16_t>(any(0, 1) != 0 ? 1 << any(0, 14) : -(1 << any(0, 14)));
        break;
      case 10:
        v = static_cast<int16_t>(row * 200 % 32768);
        break;
      case 11:
        v = static_cast<int16_t>(4000 + any(-3, 3));
        break;
      case 12:
        v = static_cast<int16_t>(9000 * std::sin(static_cast<double>(row) * 0.3) + any(-200, 200));
        break;
      case 13:
        v = any(0, 9) == 0 ? any(-32768, 32767) : any(-2, 2);
        break;
      case 14:
        v = row < n / 2 ? -32768 : 32767;
        break;
      default:
        v = static_cast<int16_t>(any(-20, 20));
        break;
    }
  }
  return rows;
}
constexpr int kinds = 16;

template <class Features>
std::vector<int32_t> features_of(const std::vector<int16_t>& rows) {
  static typename Features::scratch scratch;
  std::vector<int32_t> out(Features::features);
  const span<const int16_t, Features::rows * 3> in{rows.data()};
  const span<int32_t, Features::features> to{out.data()};
  Features{}.process(frame_view<int16_t, Features::rows, 3>{in}, to, scratch);
  std::vector<int32_t> again(Features::features);
  Features{}.process(in, span<int32_t, Features::features>{again.data()});
  EXPECT_EQ(out, again) << "the scratch on the stack";
  return out;
}

template <size_t N>
void compare_all(int rounds) {
  using features = motion_features<int16_t, N, mote::motion::all>;
  std::mt19937 random{N};
  for (int round = 0; round < rounds; ++round) {
    for (int kind = 0; kind < kinds; ++kind) {
      const std::vector<int16_t> rows = window(N, kind, random);
      const std::vector<int32_t> found = features_of<features>(rows);
      std::vector<double> s, order;
      for (size_t i = 0; i < 92; ++i) {
        const feature f = mote::motion::all[i];
        if (i == 0 || f.series != mote::motion::all[i - 1].series) {
          s = series_of(rows, f.series);
          order = sorted(s);
        }
        const expected e = reference(s, order, f.statistic);
        ASSERT_NEAR(found[i], e.value, e.tolerance)
            << "feature " << i << " of kind " << kind << ", " << N << " rows, round " << round;
      }
    }
  }
}

constexpr int some_rounds = MOTE_ON_DESKTOP ? 4 : 1;

TEST(MotionFeatures, OfWindowsOf128RowsAreTheirDefinitions) { compare_all<128>(some_rounds); }
TEST(MotionFeatures, OfWindowsOf100RowsAreTheirDefinitions) { compare_all<100>(some_rounds); }
#if MOTE_ON_DESKTOP
TEST(MotionFeatures, OfWindowsOf127RowsAreTheirDefinitions) { compare_all<127>(some_rounds); }
TEST(MotionFeatures, OfWindowsOf255RowsAreTheirDefinitions) { compare_all<255>(some_rounds); }
TEST(MotionFeatures, OfWindowsOf64RowsAreTheirDefinitions) { compare_all<64>(some_rounds); }
#endif
TEST(MotionFeatures, OfWindowsOf4RowsAreTheirDefinitions) { compare_all<4>(some_rounds); }

inline constexpr mote::array<feature, 7> few = {{
    {series::z_jerk, statistic::q75},
    {series::x, statistic::std},
    {series::magnitude_squared_jerk, statistic::iqr},
    {series::x, statistic::mean},
    {series::z_jerk, statistic::q75},
    {series::l1, statistic::entropy},
    {series::y, statistic::min},
}};

TEST(MotionFeatures, ASubsetHasTheValuesOfAllInItsOwnOrder) {
  std::mt19937 random{1};
  for (int kind = 0; kind < kinds; ++kind) {
    const std::vector<int16_t> rows = window(128, kind, random);
    const std::vector<int32_t> found = features_of<motion_features<int16_t, 128, few>>(rows);
    const std::vector<int32_t> all = features_of<all_128>(rows);
    for (size_t i = 0; i < few.size(); ++i) {
      const auto same = [&](const feature& f) {
        return f.series == few[i].series && f.statistic == few[i].statistic;
      };
      // magnitude_squared has no q25 and no q75 among all, the axes have.
      const auto* at = std::find_if(mote::motion::all.begin(), mote::motion::all.end(), same);
      ASSERT_NE(at, mote::motion::all.end());
      EXPECT_EQ(found[i], all[static_cast<size_t>(at - mote::motion::all.begin())]) << i;
    }
  }
}

TEST(MotionFeatures, AWindowInTwoPiecesIsTheWindowInOne) {
  std::mt19937 random{2};
  const std::vector<int16_t> rows = window(128, 0, random);
  const std::vector<int32_t> whole = features_of<all_128>(rows);
  for (const size_t cut : std::vector<size_t>{0, 1, 2, 3, 63, 64, 126, 127, 128}) {
    const frame_view<int16_t, 128, 3> pieces{
        span<const int16_t>{rows.data(), cut * 3},
        span<const int16_t>{rows.data() + cut * 3, 384 - cut * 3}};
    static all_128::scratch scratch;
    std::vector<int32_t> found(92);
    all_128{}.process(pieces, span<int32_t, 92>{found.data()}, scratch);
    EXPECT_EQ(found, whole) << cut << " rows in the older piece";
  }
}

}  // namespace
