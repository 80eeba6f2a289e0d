#include "mote/feature/window_statistics.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <algorithm>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "data/window_statistics/goldens.hpp"
#include "mote/pipeline/stage.hpp"

namespace {

using mote::array;
using mote::span;
using mote::statistic;
using mote::window_statistics;
namespace stat = mote::stat;

inline constexpr array every = stat::all_and(
    stat::quantile(0.9), stat::quantile(0.123), stat::entropy(16), stat::autocorrelation(1),
    stat::autocorrelation(5), stat::correlation(0, 1), stat::magnitude_area);
constexpr size_t last_of_one = every.size() - 2;

inline constexpr array few{stat::mad.of(1), stat::mean, stat::mad, stat::correlation(1, 1)};
using small = window_statistics<int16_t, 8, 2, few>;
static_assert(mote::is_window_stage<small> && mote::is_stage<small>);
static_assert(small::features == 6 && small::rows == 8 && small::channels == 2);
static_assert(sizeof(small::scratch) == 16, "no bins where there is no entropy");
// Bins, where they pay, and nowhere else.
inline constexpr array quartiles{stat::iqr};
inline constexpr array middles{stat::median, stat::mad};
template <class Sample, size_t N, const auto& Chosen>
constexpr size_t room = sizeof(typename window_statistics<Sample, N, 3, Chosen>::scratch);
static_assert(room<int16_t, 48, quartiles> == 2 * 48 + 256 + 48 + (MOTE_HAS_MVE ? 16 : 0) &&
              room<int16_t, 47, quartiles> == 2 * 47 && room<int16_t, 256, quartiles> == 2 * 256);
static_assert(room<int16_t, 48, middles> == 2 * 48 && room<int8_t, 48, quartiles> == 48 &&
              room<float, 48, quartiles> == 4 * 48);

constexpr int16_t pairs[16] = {1, 8, 2, 7, 3, 6, 4, 5, 5, 4, 6, 3, 7, 2, 8, 100};
constexpr auto at_compile_time = [] {
  array<int32_t, 6> out{};
  small{}.process(pairs, out);
  return out;
}();
static_assert(at_compile_time == array<int32_t, 6>{512, 1152, 4320, 512, 512, 32768});

template <class Sample>
constexpr bool is_float = mote::traits::same<Sample, float>;

/// What a unit of each statistic is of int16_t, by the number of bits below the point; bits more of
/// int8_t.
struct unit {
  int bits, finer;
};
constexpr unit unit_of(statistic::kind what) {
  using kind = statistic::kind;
  switch (what) {
    case kind::mean:
    case kind::deviation:
    case kind::rms:
    case kind::quantile:
    case kind::spread:
    case kind::median_deviation:
    case kind::magnitude_area:
      return {8, 8};
    case kind::variance:
    case kind::energy:
      return {0, 16};
    case kind::slope:
      return {14, 8};
    case kind::skewness:
    case kind::kurtosis:
    case kind::entropy:
      return {12, 0};
    case kind::autocorrelation:
    case kind::correlation:
      return {15, 0};
    default:
      return {0, 0};
  }
}

double power(const std::vector<double>& x, double centre, int n) {
  double sum = 0;
  for (const double v : x) {
    double term = 1;
    for (int i = 0; i < n; ++i) term *= v - centre;
    sum += term;
  }
  return sum / static_cast<double>(x.size());
}
double products(const std::vector<double>& a, const std::vector<double>& b, size_t lag) {
  const double of_a = power(a, 0, 1), of_b = power(b, 0, 1);
  double sum = 0;
  for (size_t i = 0; i + lag < a.size(); ++i) sum += (a[i] - of_a) * (b[i + lag] - of_b);
  return sum / static_cast<double>(a.size());
}
double ratio(double a, double b) { return b > 0 ? a / b : 0; }
double quantile(std::vector<double> x, double q) {
  std::sort(x.begin(), x.end());
  const double at = q * static_cast<double>(x.size() - 1);
  const size_t i = static_cast<size_t>(at);
  if (i + 1 >= x.size()) return x.back();
  return x[i] + (x[i + 1] - x[i]) * (at - static_cast<double>(i));
}
double crossings(const std::vector<double>& x, double level) {
  double count = 0;
  for (size_t i = 1; i < x.size(); ++i) count += (x[i] < level) != (x[i - 1] < level) ? 1 : 0;
  return count;
}
double entropy(const std::vector<double>& x, size_t bins) {
  const double low = *std::min_element(x.begin(), x.end());
  const double range = *std::max_element(x.begin(), x.end()) - low;
  std::vector<double> counts(bins);
  const double n = static_cast<double>(x.size());
  for (const double v : x) {
    const double at = range > 0 ? floor((v - low) * static_cast<double>(bins) / range) : 0;
    counts[std::min(static_cast<size_t>(at), bins - 1)] += 1;
  }
  double sum = 0;
  for (const double c : counts) sum -= c > 0 ? c / n * log2(c / n) : 0;
  return sum;
}
double peaks(const std::vector<double>& x) {
  double count = 0;
  for (size_t i = 1; i + 1 < x.size(); ++i) {
    if (!(x[i - 1] < x[i])) continue;
    size_t end = i;
    while (end + 1 < x.size() && x[end + 1] == x[i]) ++end;
    count += end + 1 < x.size() && x[end + 1] < x[i] ? 1 : 0;
  }
  return count;
}

/// Each statistic by its definition, in double.
double exact(statistic s, const std::vector<std::vector<double>>& channels, size_t c) {
  using kind = statistic::kind;
  const std::vector<double>& x = channels[c];
  const double n = static_cast<double>(x.size()), mean = power(x, 0, 1);
  const double variance = power(x, mean, 2);
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  double sum = 0;
  switch (s.what) {
    case kind::mean:
      return mean;
    case kind::variance:
      return variance;
    case kind::deviation:
      return sqrt(variance);
    case kind::skewness:
      return ratio(power(x, mean, 3), pow(variance, 1.5));
    case kind::kurtosis:
      return variance > 0 ? power(x, mean, 4) / variance / variance - 3 : 0;
    case kind::rms:
      return sqrt(power(x, 0, 2));
    case kind::energy:
      return power(x, 0, 2);
    case kind::lowest:
      return *low;
    case kind::highest:
      return *high;
    case kind::range:
      return *high - *low;
    case kind::quantile:
      return quantile(x, s.parameter / 1e6);
    case kind::spread:
      return quantile(x, 0.75) - quantile(x, 0.25);
    case kind::median_deviation: {
      const double median = quantile(x, 0.5);
      std::vector<double> away;
      for (const double v : x) away.push_back(fabs(v - median));
      return quantile(away, 0.5);
    }
    case kind::zero_crossings:
      return crossings(x, 0);
    case kind::mean_crossings:
      return crossings(x, mean);
    case kind::entropy:
      return entropy(x, s.parameter);
    case kind::autocorrelation:
      return ratio(products(x, x, s.parameter), variance);
    case kind::slope:
      for (size_t i = 0; i < x.size(); ++i) sum += (static_cast<double>(i) - (n - 1) / 2) * x[i];
      return 12 * sum / (n * (n * n - 1));
    case kind::peaks:
      return peaks(x);
    case kind::differences:
      for (size_t i = 1; i < x.size(); ++i) sum += fabs(x[i] - x[i - 1]);
      return sum;
    case kind::correlation: {
      const std::vector<double>&a = channels[s.channel], &b = channels[s.other];
      return ratio(products(a, b, 0), sqrt(products(a, a, 0) * products(b, b, 0)));
    }
    case kind::magnitude_area:
      for (const auto& channel : channels) {
        for (const double v : channel) sum += fabs(v);
      }
      return sum / n;
  }
  return 0;
}

/// Integers: the most that each is off, in units of its last place. Float: relative, below.
double allowed(statistic::kind what) {
  using kind = statistic::kind;
  switch (what) {
    case kind::lowest:
    case kind::highest:
    case kind::range:
    case kind::zero_crossings:
    case kind::mean_crossings:
    case kind::peaks:
    case kind::differences:
      return 0;
    case kind::entropy:
      return 1;
    case kind::spread:
      return 1;
    case kind::variance:
    case kind::energy:
      return 0.8;
    default:
      return 0.6;
  }
}

/// The size of the numbers that a float is made of.
double scale_of(statistic s, const std::vector<std::vector<double>>& channels, size_t c,
                double wanted) {
  using kind = statistic::kind;
  const std::vector<double>& x = channels[c];
  const double deviation = sqrt(power(x, power(x, 0, 1), 2));
  switch (s.what) {
    case kind::mean:
      return fabs(wanted) + deviation;
    case kind::skewness:
    case kind::kurtosis:
    case kind::autocorrelation:
    case kind::correlation:
    case kind::entropy:
      return 1 + fabs(wanted);
    case kind::slope:
      return fabs(wanted) + deviation / static_cast<double>(x.size());
    default:
      return fabs(wanted);
  }
}

template <class Sample, size_t N>
void expect_exact(const array<Sample, 2 * N>& rows, const char* what) {
  using stage = window_statistics<Sample, N, 2, every>;
  array<typename stage::output_type, stage::features> out{};
  stage{}.process(rows, out);
  std::vector<std::vector<double>> channels(2);
  for (size_t i = 0; i < 2 * N; ++i) channels[i % 2].push_back(static_cast<double>(rows[i]));
  size_t at = 0;
  for (size_t i = 0; i < every.size(); ++i) {
    const statistic s = every[i];
    for (size_t c = 0; c < (i < last_of_one ? 2u : 1u); ++c, ++at) {
      const double wanted = exact(s, channels, c);
      double got = static_cast<double>(out[at]), bound = 0;
      if constexpr (is_float<Sample>) {
        // An edge of a bin or a mean that is no float parts equal samples otherwise: see below.
        if (s.what == statistic::kind::entropy || s.what == statistic::kind::mean_crossings) {
          continue;
        }
        bound = 1e-5 * scale_of(s, channels, c, wanted);
      } else {
        const unit u = unit_of(s.what);
        const double units = pow(2, u.bits + (sizeof(Sample) == 1 ? u.finer : 0));
        got /= units;
        bound = allowed(s.what) / units;
      }
      ASSERT_NEAR(got, wanted, bound)
          << what << ", statistic " << i << " of channel " << c << " of " << N;
    }
  }
  ASSERT_EQ(at, out.size());
}

template <class Sample>
constexpr Sample lowest = is_float<Sample> ? Sample(-1e6f) : std::numeric_limits<Sample>::lowest();
template <class Sample>
constexpr Sample highest = is_float<Sample> ? Sample(1e6f) : std::numeric_limits<Sample>::max();

/// Of 14 kinds, with extremes: constants, spikes, alternation, few values, noise on a large mean.
template <class Sample, size_t N>
array<Sample, 2 * N> rows_of(std::minstd_rand& random, unsigned kind) {
  array<Sample, 2 * N> rows{};
  const size_t spike = random() % N;
  const double low = static_cast<double>(lowest<Sample>),
               high = static_cast<double>(highest<Sample>);
  for (size_t c = 0; c < 2; ++c) {
    const unsigned k = (kind + 3 * static_cast<unsigned>(c)) % 14;
    for (size_t i = 0; i < N; ++i) {
      const double any = static_cast<double>(random() % 65536) / 65536;
      const double ramp = static_cast<double>(i) / static_cast<double>(N);
      double v = 0;
      if (k == 0) v = low;
      if (k == 1) v = i == spike ? high : low;
      if (k == 2) v = i == spike ? low : high;
      if (k == 3) v = i % 2 == 0 ? low : high;
      if (k == 4) v = low + (high - low) * any;
      if (k == 5) v = floor(3 * any) - 1;
      if (k == 6) v = high - floor(4 * any);
      if (k == 7) v = low + (high - low) * ramp;
      if (k == 8) v = i < N / 2 ? low : high;
      if (k == 9) v = i == spike ? 1 : 0;
      if (k == 10) v = high * (0.5 + 0.3 * sin(20 * ramp)) + 3 * any;
      if (k == 11) v = (high - low) * any * any * any * any + low;
      if (k == 12) v = i == spike ? high : i == N / 2 ? low : floor(3 * any);
      if (k == 13) v = floor(high / 100 * (any - 0.5));
      rows[2 * i + c] = static_cast<Sample>(fmin(fmax(v, low), high));
    }
  }
  return rows;
}

template <class Sample, size_t N>
void expect_all_kinds(unsigned rounds) {
  std::minstd_rand random{N + 1};
  for (unsigned i = 0; i < 14 * rounds; ++i) {
    const auto rows = rows_of<Sample, N>(random, i);
    expect_exact<Sample, N>(rows, ("kind " + std::to_string(i % 14)).c_str());
    if (testing::Test::HasFatalFailure()) return;
  }
}

template <class Sample>
class WindowStatistics : public ::testing::Test {};
using Samples = ::testing::Types<float, int16_t, int8_t>;
TYPED_TEST_SUITE(WindowStatistics, Samples, );

TYPED_TEST(WindowStatistics, AreThoseOfTheirDefinitionsOnExtremes) {
  expect_all_kinds<TypeParam, 6>(20);
  expect_all_kinds<TypeParam, 7>(10);
  expect_all_kinds<TypeParam, 128>(4);
#if MOTE_ON_DESKTOP
  expect_all_kinds<TypeParam, 999>(10);
  expect_all_kinds<TypeParam, 16384>(1);
#endif
}

TYPED_TEST(WindowStatistics, AreThoseOfScipy) {
  namespace golden = window_goldens;
  using stage = window_statistics<TypeParam, golden::rows, 2, every>;
  if constexpr (sizeof(TypeParam) > 1) {
    array<TypeParam, 2 * golden::rows> rows{};
    for (size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<TypeParam>(golden::input[i]);
    array<typename stage::output_type, stage::features> out{};
    stage{}.process(rows, out);
    size_t at = 0;
    for (size_t i = 0; i < every.size(); ++i) {
      for (size_t c = 0; c < (i < last_of_one ? 2u : 1u); ++c, ++at) {
        const double wanted = golden::expected[at];
        const double units = is_float<TypeParam> ? 1 : pow(2, unit_of(every[i].what).bits);
        const double bound =
            is_float<TypeParam> ? 1e-5 * (fabs(wanted) + 1e-2) : allowed(every[i].what) / units;
        EXPECT_NEAR(static_cast<double>(out[at]) / units, wanted, bound) << i << " of " << c;
      }
    }
  }
}

#if MOTE_ON_DESKTOP
TEST(WindowStatisticsOfIntegers, AreThoseOfTheirDefinitionsByBins) {
  expect_all_kinds<int16_t, 255>(4);
}
#endif

/// Quartiles and deviations of what is put in order, at compile time, and what bins give when run.
constexpr array<int16_t, 100> mixed = [] {
  array<int16_t, 100> x{};
  uint32_t next = 1;
  for (int16_t& v : x) {
    next = next * 1664525 + 1013904223;
    v = static_cast<int16_t>(static_cast<int32_t>(next) >> (next >> 8 & 3u ? 16 : 24));
  }
  return x;
}();
inline constexpr array ranked{stat::mad, stat::quantile(0.9), stat::iqr, stat::median};
constexpr auto ranked_of = [](const array<int16_t, 100>& x) {
  array<int32_t, 4> out{};
  window_statistics<int16_t, 100, 1, ranked>{}.process(x, out);
  return out;
};
TEST(WindowStatisticsOfIntegers, AreTheSameByBinsAndInPlace) {
  static constexpr auto in_place = ranked_of(mixed);
  EXPECT_EQ(ranked_of(mixed), in_place);
}

/// Of what float adds without rounding, floats are parted as doubles are.
TEST(WindowStatisticsOfFloat, CountBinsAndMeanCrossingsAsNumpyDoes) {
  static constexpr array counted{stat::mean_crossings, stat::entropy(8), stat::entropy(5)};
  std::minstd_rand random{3};
  for (int round = 0; round < 200; ++round) {
    array<float, 64> x{};
    for (float& v : x) v = static_cast<float>(static_cast<int>(random() % 41) - 20) * 0.25f;
    x[0] = -5;
    x[1] = 5;
    array<float, 3> out{};
    window_statistics<float, 64, 1, counted>{}.process(x, out);
    const std::vector<double> wide(x.begin(), x.end());
    EXPECT_EQ(static_cast<double>(out[0]), crossings(wide, power(wide, 0, 1)));
    EXPECT_NEAR(static_cast<double>(out[1]), entropy(wide, 8), 1e-5);
    EXPECT_NEAR(static_cast<double>(out[2]), entropy(wide, 5), 1e-5);
  }
}

TEST(WindowStatisticsOfFloat, HoldsTheDistancesThatItNames) {
  for (const double size : {1e-9, 1e-4, 1e4, 1e9}) {
    static constexpr array shape{stat::skewness, stat::kurtosis, stat::autocorrelation(1)};
    array<float, 50> x{};
    for (size_t i = 0; i < 50; ++i) x[i] = static_cast<float>(size * (i % 7 == 0 ? 1.0 : -0.25));
    std::vector<std::vector<double>> wide{std::vector<double>(x.begin(), x.end())};
    array<float, 3> out{};
    window_statistics<float, 50, 1, shape>{}.process(x, out);
    for (size_t i = 0; i < 3; ++i) {
      const double wanted = exact(shape[i], wide, 0);
      EXPECT_NEAR(static_cast<double>(out[i]), wanted, 1e-5 * (1 + fabs(wanted))) << size;
    }
  }
}

TYPED_TEST(WindowStatistics, AreTheSameOfAWindowInTwoPieces) {
  std::minstd_rand random{9};
  const auto rows = rows_of<TypeParam, 20>(random, 4);
  using stage = window_statistics<TypeParam, 20, 2, every>;
  array<typename stage::output_type, stage::features> whole{}, parts{};
  stage{}.process(rows, whole);
  for (size_t cut = 0; cut <= 40; cut += 2) {
    typename stage::scratch s;
    const span<const TypeParam> all{rows.data(), 40};
    stage{}.process(mote::frame_view<TypeParam, 20, 2>{all.first(cut), all.last(40 - cut)}, parts,
                    s);
    ASSERT_EQ(whole, parts) << cut;
  }
}

TYPED_TEST(WindowStatistics, AreTheSameWhateverElseIsChosen) {
  static constexpr array some{stat::kurtosis.of(1), stat::quantile(0.9).of(0), stat::mad.of(1),
                              stat::correlation(0, 1), stat::median};
  std::minstd_rand random{10};
  for (unsigned kind = 0; kind < 14; ++kind) {
    const auto rows = rows_of<TypeParam, 33>(random, kind);
    using full = window_statistics<TypeParam, 33, 2, every>;
    array<typename full::output_type, full::features> all{};
    full{}.process(rows, all);
    array<typename full::output_type, 6> out{};
    window_statistics<TypeParam, 33, 2, some>{}.process(rows, out);
    const array<typename full::output_type, 6> wanted{all[9],  all[36], all[25],
                                                      all[46], all[20], all[21]};
    ASSERT_EQ(out, wanted) << kind;
  }
}

template <class Sample>
uint32_t bits_of_all() {
  std::minstd_rand random{7};
  uint32_t sum = 0;
  for (unsigned kind = 0; kind < 14; ++kind) {
    array<Sample, 2 * 61> rows{};
    for (Sample& v : rows) {
      const int32_t wide = static_cast<int32_t>(random() % 65536) - 32768;
      v = static_cast<Sample>((sizeof(Sample) == 1 ? wide / 256 : wide) / (1 << kind));
    }
    using stage = window_statistics<Sample, 61, 2, every>;
    array<int32_t, stage::features> out{};
    stage{}.process(rows, out);
    for (const int32_t v : out) sum = sum * 31 + static_cast<uint32_t>(v);
  }
  return sum;
}
TEST(WindowStatisticsOfIntegers, AreTheSameOnEveryCore) {
  EXPECT_EQ(bits_of_all<int16_t>(), 2818394500u);
  EXPECT_EQ(bits_of_all<int8_t>(), 1392725091u);
}

}  // namespace
