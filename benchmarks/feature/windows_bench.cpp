// windows_bench.cpp - features of windows of 128 rows of three channels: ten of a person who moves.
//
//   SAMPLE  float, int16_t; a float sample is the integer / 1024, in g
//   WORK    statistics: 21 of each channel and 4 of all, 67; moments, ranks: 4 of those, 12;
//           spectral: 8 and a band, 27; series: the 22 of catch22, 66
#include "harness.hpp"

#include "mote/feature/series.hpp"
#include "mote/feature/spectral.hpp"
#include "mote/feature/window_statistics.hpp"

#ifndef SAMPLE
#define SAMPLE int16_t
#endif
#ifndef WORK
#define WORK statistics
#endif

namespace chosen {

namespace stat = mote::stat;
inline constexpr mote::array<mote::statistic, 25> statistics = stat::all_and(
    stat::quantile(0.9), stat::entropy(16), stat::autocorrelation(1), stat::magnitude_area,
    stat::correlation(0, 1), stat::correlation(0, 2), stat::correlation(1, 2));
inline constexpr mote::array<mote::statistic, 4> moments = {
    {stat::mean, stat::standard_deviation, stat::skewness, stat::kurtosis}};
inline constexpr mote::array<mote::statistic, 4> ranks = {
    {stat::median, stat::iqr, stat::mad, stat::quantile(0.9)}};

using mote::spectral::kind;
inline constexpr mote::array<mote::spectral::feature, 9> spectral = {{{kind::centroid},
                                                                      {kind::spread},
                                                                      {kind::rolloff},
                                                                      {kind::dominant},
                                                                      {kind::flatness},
                                                                      {kind::entropy},
                                                                      {kind::crest},
                                                                      {kind::level},
                                                                      mote::spectral::band(4, 13)}};

}  // namespace chosen

namespace expected {
#include "../data/window_features.inc"
}  // namespace expected

namespace {

constexpr size_t rows = 128, channels = 3;

namespace stage {
using statistics = mote::window_statistics<SAMPLE, rows, channels, chosen::statistics>;
using moments = mote::window_statistics<SAMPLE, rows, channels, chosen::moments>;
using ranks = mote::window_statistics<SAMPLE, rows, channels, chosen::ranks>;
using spectral = mote::spectral_features<SAMPLE, rows, channels, chosen::spectral>;
using series = mote::series_features<SAMPLE, rows, mote::all_series, channels>;
}  // namespace stage

#define BENCH_JOIN_(a, b) a##_of_##b
#define BENCH_JOIN(a, b) BENCH_JOIN_(a, b)

constexpr const auto& wanted = expected::BENCH_JOIN(WORK, SAMPLE);
using features = stage::WORK;
using number = features::output_type;
using window = mote::array<SAMPLE, rows * channels>;

constexpr int16_t counts[][rows * channels] = {
#include "../data/motion_windows.inc"
};
constexpr size_t windows = sizeof counts / sizeof *counts;
BENCH_IN_FLASH constexpr auto samples = [] {
  mote::array<window, windows> all{};
  for (size_t w = 0; w < windows; ++w) {
    for (size_t i = 0; i < rows * channels; ++i) {
      const SAMPLE one = static_cast<SAMPLE>(counts[w][i]);
      all[w][i] = mote::traits::same<SAMPLE, float> ? one / 1024 : one;
    }
  }
  return all;
}();

features::scratch scratch;
BENCH_IN_RAM mote::array<number, features::features> row;

[[gnu::noinline]] void run(const window& in) {
  features{}.process(mote::frame_view<SAMPLE, rows, channels>{in}, row, scratch);
}

}  // namespace

namespace bench {

const uint32_t units = windows;

void kernel() {
  for (const window& in : samples) run(in);
}

void once() { run(samples[0]); }

/// The largest difference from what is expected, in 1e-9 of the number, and of 1 where it is below.
int32_t check() {
  static_assert(sizeof wanted / sizeof *wanted == windows * features::features, "make it anew");
  float worst = 0;
  const number* next = wanted;
  for (const window& in : samples) {
    run(in);
    for (const number x : row) {
      const float exact = static_cast<float>(*next);
      float off = static_cast<float>(x - *next++);
      off = off < 0 ? -off : off;
      const float size = exact < 0 ? -exact : exact;
      off = size > 1 ? off / size : off;
      if (!(off <= worst)) worst = off;  // NaN too
    }
  }
  return worst < 2.0f ? static_cast<int32_t>(worst * 1e9f) : 0x7fffffff;
}

}  // namespace bench
