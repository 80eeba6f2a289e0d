// window_statistics.hpp - any statistics of the channels of a window, chosen by name. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/block/frame_view.hpp"
#include "../core/span.hpp"
#include "detail/statistic.hpp"
#include "detail/window_choice.hpp"
#include "detail/window_values.hpp"

namespace mote {

/// A stage of windows: the statistics of `Chosen`, an array of `statistic`, in its order; one of
/// all channels is as many features side by side. Sums and ranks that several of them need are
/// found once, and what none needs is not there.
///
///   inline constexpr mote::array chosen{mote::stat::mean, mote::stat::mad.of(2)};
///   mote::window_statistics<int16_t, 128, 3, chosen> stage;  // mean of x, y, z; MAD of z
///   mote::window_statistics<int16_t, 128, 3, mote::stat::all> every;
///
/// Sample   float, int16_t, int8_t; the features are float, or int32_t of integers
/// Unit     of int16_t: mean, deviation, RMS, quantiles, IQR, MAD, magnitude area Q8; variance,
///          energy, extremes, range, differences, counts whole; slope Q14 a sample; skewness,
///          kurtosis, entropy (bits) Q12; correlations Q15, 32768 = 1. Of int8_t: counts, extremes,
///          range and differences likewise, all others as of int16_t samples 256 times as large
/// Range    every window; float: distances from the mean 0 or between 1e-9 and 1e9, no NaN
/// State    scratch: a channel's samples, two bytes a bin where there is an entropy, and 256 + N of
///          ranks by bins: of 48 to 255 rows of int16_t where 4 or more are needed, not on AVR
/// Time     a few passes; ranks as kernel/rank/ranks.hpp or row/select.hpp say, never quadratic
/// Target   integers bit-exact, within a unit of the definition; float within 1e-5 of itself and
///          the size of the numbers it is made of
/// Source   numpy, scipy and statsmodels, see detail/statistic.hpp
template <class Sample, size_t N, size_t Channels, const auto& Chosen>
class window_statistics {
  static_assert(detail::feature::takes_windows<Sample>,
                "statistics of a window are of float, int16_t or int8_t: convert all others");
  static_assert(N >= 2 && N <= 16384 && Channels >= 1 && Channels < 255,
                "statistics of a window take 2 to 16384 rows of 1 to 254 channels: cut it shorter");
  static_assert(detail::feature::fit(Chosen, N, Channels),
                "a statistic does not fit the window: its channel, lag or number of bins is out of "
                "range");

  using choice = detail::feature::window_choice<Channels, Chosen>;
  using values = detail::feature::window_values<Sample, N, Channels>;
  using moments = typename values::moments;
  using kind = statistic::kind;

 public:
  using input_type = Sample;
  using output_type = typename values::output;
  static constexpr size_t rows = N, channels = Channels, features = choice::features;
  using scratch = detail::feature::window_scratch<Sample, N, choice::bins,
                                                  detail::feature::by_bins<Sample, N, choice>>;

  constexpr void process(const frame_view<Sample, N, Channels>& in, span<output_type, features> out,
                         scratch& s) const noexcept {
    array<moments, choice::joint ? Channels : 1> found{};
    [[maybe_unused]] typename values::real sizes{};
    for (size_t c = 0; c < Channels; ++c) {
      in.copy(c, s.series);
      if constexpr (choice::sizes) sizes = sizes + values::sizes(s.series.data());
      one_channel(all{}, c, found[choice::joint ? c : 0], s, out.data());
    }
    joint(all{}, in, found, sizes, out.data());
  }
  constexpr void process(span<const Sample, N * Channels> in,
                         span<output_type, features> out) const noexcept {
    scratch s{};
    process(frame_view<Sample, N, Channels>{in}, out, s);
  }

 private:
  using all = traits::indices_to<Chosen.size()>;

  template <size_t I>
  using one = typename choice::template one<I>;

  template <size_t I>
  static constexpr bool needs_ends = detail::feature::needs_ends(one<I>::what) ||
                                     (one<I>::quantiles.count > 0 &&
                                      detail::feature::by_bins<Sample, N, choice>);

  /// Moments, then what needs the samples as they came, then what puts them in order, and last the
  /// one that uses them up.
  template <size_t... I>
  static constexpr void one_channel(traits::indices<I...>, size_t c, moments& m, scratch& s,
                                    output_type* out) noexcept {
    using namespace detail::feature;
    Sample* x = s.series.data();
    if constexpr (choice::order > 0) {
      if ((... || (one<I>::order > 0 && one<I>::concerns(c)))) {
        find_moments<choice::order, N>(x, m);
      }
    }
    if constexpr (choice::order > 2) {
      if ((... || (one<I>::order > 2 && one<I>::concerns(c)))) {
        find_high_moments<choice::order, N>(x, m);
      }
    }
    [[maybe_unused]] window_extent<Sample> ends{};
    if constexpr ((... || needs_ends<I>)) {
      if ((... || (needs_ends<I> && one<I>::concerns(c)))) ends = ends_of<N>(x);
    }
    (along<I>(c, m, ends, s, out), ...);
    if constexpr (choice::quantiles > 0) {
      if ((... || (one<I>::quantiles.count > 0 && one<I>::concerns(c)))) {
        window_ranks<Sample, N, choice> ranks;
        ranks.find(s, ends);
        (ranked<I>(c, ranks, s, out), ...);
        if ((... || (one<I>::mad && one<I>::concerns(c)))) {
          const output_type mad = ranks.median_deviation(s, ends);
          ((one<I>::mad && one<I>::concerns(c) ? void(out[one<I>::place(c)] = mad) : void()), ...);
        }
      }
    }
  }

  template <size_t I>
  static constexpr void along(size_t c, const moments& m,
                              [[maybe_unused]] const detail::feature::window_extent<Sample>& ends,
                              scratch& s, output_type* out) noexcept {
    constexpr statistic what = one<I>::what;
    if constexpr (one<I>::order > 0 && !detail::feature::is_joint(what)) {
      if (one<I>::concerns(c)) {
        out[one<I>::place(c)] =
            values::template of_moments<what.what, what.parameter>(s.series.data(), m);
      }
    } else if constexpr (what.what == kind::entropy) {
      if (one<I>::concerns(c)) {
        out[one<I>::place(c)] =
            values::template entropy<what.parameter>(s.series.data(), ends, s.counts.data());
      }
    } else if constexpr (detail::feature::is_counted(what)) {
      if (one<I>::concerns(c)) {
        out[one<I>::place(c)] = values::template counted<what.what>(s.series.data(), ends);
      }
    }
  }
  template <size_t I, class Ranks>
  static constexpr void ranked(size_t c, const Ranks& ranks, const scratch& s,
                               output_type* out) noexcept {
    constexpr detail::feature::needed_quantiles need = one<I>::quantiles;
    if constexpr (need.count > 0 && !one<I>::mad) {
      if (one<I>::concerns(c)) {
        const output_type first = ranks.template quantile<need.millionths[0]>(s);
        out[one<I>::place(c)] =
            need.count == 1 ? first : ranks.template quantile<need.millionths[1]>(s) - first;
      }
    }
  }

  template <size_t... I, class Found>
  static constexpr void joint(traits::indices<I...>, const frame_view<Sample, N, Channels>& in,
                              const Found& found, const typename values::real& sizes,
                              output_type* out) noexcept {
    (of_several<I>(in, found, sizes, out), ...);
  }
  template <size_t I, class Found>
  static constexpr void of_several(const frame_view<Sample, N, Channels>& in, const Found& found,
                                   const typename values::real& sizes, output_type* out) noexcept {
    constexpr statistic s = one<I>::what;
    if constexpr (s.what == kind::correlation) {
      out[one<I>::at] = values::number::give(
          detail::feature::correlation(in, s.channel, s.other, found[s.channel], found[s.other]),
          15);
    } else if constexpr (s.what == kind::magnitude_area) {
      out[one<I>::at] = values::mean_size(sizes);
    }
  }
};

}  // namespace mote
