// series.hpp - features of a time series: catch22, any of them, chosen by name. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/block/frame_view.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../kernel/number/float_sum.hpp"
#include "../kernel/number/sqrt.hpp"
#include "series/series_correlation.hpp"
#include "series/series_fluctuation.hpp"
#include "series/series_outliers.hpp"
#include "series/series_shape.hpp"
#include "series/series_values.hpp"
#include "series/series_set.hpp"

namespace mote {

/// A stage of windows: the features of `Chosen`, in its order. Of an array of `series` each is that
/// of every channel, one after the other; of one of `series_on` that of the channels which it says.
/// Only what is chosen is computed and linked.
///
///   inline constexpr mote::array chosen{mote::series::acf_timescale, mote::series::trev};
///   mote::series_features<int16_t, 128, chosen, 3> stage;
///
/// Sample   float, int16_t; features are float
/// Shape    1 to 32 channels
/// Range    16 to 4096 rows, no NaN. Of a constant series, and where a feature is undefined, the
///          value that pycatch22 gives
/// State    scratch: up to 16 bytes a row
/// Time     autocorrelations are summed lag by lag, up to N^2 products; rs_range and dfa take some
///          300 operations a sample
/// Target   within 1e-4 of pycatch22; a lag, a count or a place can be another one where two
///          numbers that decide it are equal but for the rounding of float
/// Source   C. Lubba et al., catch22, Data Mining and Knowledge Discovery 33, 2019; the definitions
///          are those of pycatch22 1.0.2
template <class Sample, size_t N, const auto& Chosen, size_t Channels = 1>
class series_features {
  static_assert(traits::takes_samples<series_features, Sample, traits::samples::narrow>);
  static_assert(N >= 16 && N <= 4096, "series_features take 16 to 4096 samples: cut the series");
  static_assert(Channels >= 1 && Channels <= 32, "series_features take 1 to 32 channels");

  using choice = detail::series::choice<Channels>;
  static_assert(choice::sound(Chosen),
                "series_features: each feature is of at least one channel, and of none that is not "
                "there");

  static constexpr size_t padded = [] {
    size_t size = 16;
    while (size < N) size *= 2;
    return size;
  }();
  static constexpr size_t room = padded > N + 2 ? padded : N + 2;
  static constexpr bool counts(series what) noexcept {
    return what == series::outlier_timing_pos || what == series::outlier_timing_neg ||
           what == series::embedding_dist;
  }
  static constexpr bool has_counts = [] {
    for (const auto& one : Chosen) {
      if (counts(choice::what(one))) return true;
    }
    return false;
  }();

 public:
  using input_type = Sample;
  using output_type = float;
  static constexpr size_t rows = N, channels = Channels,
                          features = choice::first(Chosen, Chosen.size());

  struct scratch {
    array<float, N> series;  // of mean 0 and deviation 1
    array<float, room> work;
    array<uint16_t, has_counts ? 2 * N : 1> counts;
  };

  MOTE_BIT_CONSTEXPR void process(const frame_view<Sample, N, Channels>& in,
                                  span<float, features> out, scratch& s) const noexcept {
    for (size_t c = 0; c < Channels; ++c) {
      constexpr uint32_t used = choice::used(Chosen);
      if ((used >> c & 1u) == 0) continue;
      for (size_t i = 0; i < N; ++i) s.series[i] = static_cast<float>(in(i, c));
      const bool varies = standardise(s.series);
      write(traits::indices_to<Chosen.size()>{}, varies, c, out.data(), s);
    }
  }
  MOTE_BIT_CONSTEXPR void process(span<const Sample, N * Channels> in,
                                  span<float, features> out) const noexcept {
    scratch s;
    process(frame_view<Sample, N, Channels>{in}, out, s);
  }

 private:
  /// To mean 0 and deviation 1; false: it is constant.
  MOTE_BIT_CONSTEXPR static bool standardise(array<float, N>& z) noexcept {
    const float first = z[0], n = static_cast<float>(N);
    const float pivot = first + kernel::float_sum(N, [&](size_t i) { return z[i] - first; }) / n;
    const float rest = kernel::float_sum(N, [&](size_t i) { return z[i] - pivot; }) / n;
    const float squares = kernel::float_sum(N, [&](size_t i) {
      const float away = (z[i] - pivot) - rest;
      return away * away;
    });
    const float factor = squares > 0 ? 1 / sqrt(squares / (n - 1)) : 0.0f;
    for (float& v : z) v = ((v - pivot) - rest) * factor;
    return factor > 0;
  }

  template <size_t... I>
  static constexpr void write(traits::indices<I...>, bool varies, size_t channel, float* out,
                              scratch& s) noexcept {
    (write_one<I>(varies, channel, out, s), ...);
  }
  template <size_t I>
  static constexpr void write_one(bool varies, size_t channel, float* out, scratch& s) noexcept {
    constexpr series what = choice::what(Chosen[I]);
    constexpr uint32_t on = choice::mask(Chosen[I]);
    constexpr size_t first = choice::first(Chosen, I);
    if ((on >> channel & 1u) == 0) return;
    out[first + choice::below(on, channel)] = varies ? value<what>(s) : of_constant<what>;
  }

  template <series What>
  static constexpr float of_constant = [] {
    constexpr float n = static_cast<float>(N);
    constexpr size_t half = (N + 1) / 2;
    switch (What) {
      case series::acf_timescale:
        return n - 1;
      case series::acf_first_min:
        return n;
      case series::ami_timescale:
        return N < 79 ? static_cast<float>(half) : 40.0f;
      case series::low_freq_power:
      case series::rs_range:
      case series::dfa:
        return 1.0f;
      case series::transition_variance:
        return 1.0f / 9;
      case series::embedding_dist:
        return detail::series::equal_steps(n);
      default:
        return 0.0f;
    }
  }();

  template <series What>
  static constexpr float value(scratch& s) noexcept {
    using namespace detail::series;
    const float* z = s.series.data();
    float* work = s.work.data();
    const auto step = [z](size_t i) { return z[i + 1] - z[i]; };
    if constexpr (What == series::mode_5) {
      return series_mode<5>(z, N);
    } else if constexpr (What == series::mode_10) {
      return series_mode<10>(z, N);
    } else if constexpr (What == series::outlier_timing_pos) {
      return series_outliers(z, N, 1, work, s.counts.data());
    } else if constexpr (What == series::outlier_timing_neg) {
      return series_outliers(z, N, -1, work, s.counts.data());
    } else if constexpr (What == series::acf_timescale) {
      return series_acf{[z](size_t i) { return z[i]; }, N}.crossing(0.367879441f);
    } else if constexpr (What == series::acf_first_min) {
      return series_acf{[z](size_t i) { return z[i]; }, N}.first_minimum();
    } else if constexpr (What == series::low_freq_power) {
      return find_spectrum<padded>(z, N, work).low_power;
    } else if constexpr (What == series::median_freq) {
      return find_spectrum<padded>(z, N, work).median;
    } else if constexpr (What == series::forecast_error) {
      const auto error = [z](size_t i) { return z[i + 3] - (z[i] + z[i + 1] + z[i + 2]) / 3; };
      return sqrt(series_acf{error, N - 3}.squares / static_cast<float>(N - 4));
    } else if constexpr (What == series::whiten_timescale) {
      const series_acf steps{step, N - 1};
      if (!(steps.squares > 0)) return 0;
      return steps.crossing(0) / series_acf{[z](size_t i) { return z[i]; }, N}.crossing(0);
    } else if constexpr (What == series::high_fluctuation) {
      size_t count = 0;
      for (size_t i = 0; i + 1 < N; ++i) count += step(i) > 0.04f || step(i) < -0.04f ? 1u : 0u;
      return static_cast<float>(count) / static_cast<float>(N - 1);
    } else if constexpr (What == series::stretch_high) {
      return longest_run(N, [z](size_t i) { return z[i] > 0; });
    } else if constexpr (What == series::stretch_decreasing) {
      return longest_run(N - 1, [&](size_t i) { return !(step(i) > 0); });
    } else if constexpr (What == series::entropy_pairs) {
      return series_entropy_of_pairs(z, N, work);
    } else if constexpr (What == series::ami2) {
      return series_ami2(z, N);
    } else if constexpr (What == series::trev) {
      return float_sum(N - 1, [&](size_t i) { return step(i) * step(i) * step(i); }) /
             static_cast<float>(N - 1);
    } else if constexpr (What == series::ami_timescale) {
      return series_ami_timescale(z, N);
    } else if constexpr (What == series::transition_variance) {
      return series_transitions(z, N, work, room);
    } else if constexpr (What == series::periodicity) {
      return series_period(z, N, work);
    } else if constexpr (What == series::embedding_dist) {
      return series_embedding(z, N, work, s.counts.data());
    } else if constexpr (What == series::rs_range) {
      return series_regimes<N, 1, false>(z, work);
    } else {
      return series_regimes<N, 2, true>(z, work);
    }
  }
};

}  // namespace mote
