// statistic.hpp - to choose statistics of a window: names and their parameters. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/expects.hpp"
#include "../../design/constant.hpp"

namespace mote {

/// One thing to be known of a window: a number for each channel, unless `of(channel)` says which.
struct statistic {
  enum class kind : uint8_t {
    mean,
    variance,
    deviation,
    skewness,
    kurtosis,
    rms,
    energy,
    lowest,
    highest,
    range,
    quantile,
    spread,
    median_deviation,
    zero_crossings,
    mean_crossings,
    entropy,
    autocorrelation,
    slope,
    peaks,
    differences,
    correlation,
    magnitude_area
  };  // clang-format would take a line for each
  static constexpr uint8_t every_channel = 255;

  kind what;
  uint32_t parameter = 0;  // quantile: millionths; entropy: bins; autocorrelation: lag
  uint8_t channel = every_channel;
  uint8_t other = 0;  // the second channel of a correlation

  /// Of one channel alone.
  constexpr statistic of(uint8_t only) const noexcept { return {what, parameter, only, other}; }
};

/// What window_statistics can tell. Definitions are those of numpy and scipy, as named here: of the
/// whole population (ddof = 0, bias = True). Of a constant window, skewness, kurtosis,
/// autocorrelation and correlation are 0.
///
///   inline constexpr mote::array chosen{mote::stat::mean, mote::stat::quantile(0.9)};
namespace stat {
/// numpy.mean, var, std.
inline constexpr statistic mean{statistic::kind::mean};
inline constexpr statistic variance{statistic::kind::variance};
inline constexpr statistic standard_deviation{statistic::kind::deviation};
/// scipy.stats.skew, kurtosis: both 0 of a normal distribution.
inline constexpr statistic skewness{statistic::kind::skewness};
inline constexpr statistic kurtosis{statistic::kind::kurtosis};
/// numpy.mean(x**2), and its root.
inline constexpr statistic energy{statistic::kind::energy};
inline constexpr statistic rms{statistic::kind::rms};
/// numpy.min, max, ptp.
inline constexpr statistic min{statistic::kind::lowest};
inline constexpr statistic max{statistic::kind::highest};
inline constexpr statistic range{statistic::kind::range};
/// numpy.median; scipy.stats.iqr, median_abs_deviation.
inline constexpr statistic median{statistic::kind::quantile, 500000};
inline constexpr statistic iqr{statistic::kind::spread};
inline constexpr statistic mad{statistic::kind::median_deviation};
/// numpy.count_nonzero(numpy.diff(x < 0)); of x < mean(x).
inline constexpr statistic zero_crossings{statistic::kind::zero_crossings};
inline constexpr statistic mean_crossings{statistic::kind::mean_crossings};
/// numpy.polyfit(numpy.arange(N), x, 1)[0].
inline constexpr statistic slope{statistic::kind::slope};
/// len(scipy.signal.find_peaks(x)[0]): of a flat top once, of the ends never.
inline constexpr statistic peaks{statistic::kind::peaks};
/// numpy.sum(numpy.abs(numpy.diff(x))).
inline constexpr statistic sum_of_differences{statistic::kind::differences};
/// numpy.mean(numpy.sum(numpy.abs(rows), axis=1)): one number of all channels.
inline constexpr statistic magnitude_area{statistic::kind::magnitude_area};

/// numpy.quantile(x, q), linear; q in [0, 1], taken in millionths.
constexpr statistic quantile(double q) noexcept {
  MOTE_EXPECTS(q >= 0 && q <= 1, "a quantile is in [0, 1]");
  return {statistic::kind::quantile, static_cast<uint32_t>(constant::round_to_int(q * 1000000))};
}
/// scipy.stats.entropy(numpy.histogram(x, bins)[0], base=2): of equal bins from min to max.
constexpr statistic entropy(uint16_t bins) noexcept { return {statistic::kind::entropy, bins}; }
/// statsmodels.tsa.stattools.acf(x)[lag]: the sum of N - lag products by that of N squares.
constexpr statistic autocorrelation(uint16_t lag) noexcept {
  return {statistic::kind::autocorrelation, lag};
}
/// numpy.corrcoef of two channels: one number.
constexpr statistic correlation(uint8_t a, uint8_t b) noexcept {
  return {statistic::kind::correlation, 0, a, b};
}

/// Those of a channel that need no number, 18; and the same with more behind them, as in
/// all_and(quantile(0.9), magnitude_area).
inline constexpr array<statistic, 18> all = {
    {mean, variance, standard_deviation, skewness, kurtosis, rms, energy, min, max, range, median,
     iqr, mad, zero_crossings, mean_crossings, slope, peaks, sum_of_differences}};
template <class... More>
constexpr array<statistic, all.size() + sizeof...(More)> all_and(More... more) noexcept {
  array<statistic, all.size() + sizeof...(More)> list{};
  size_t size = 0;
  for (const statistic& one : all) list[size++] = one;
  ((list[size++] = more), ...);
  return list;
}
}  // namespace stat

}  // namespace mote
