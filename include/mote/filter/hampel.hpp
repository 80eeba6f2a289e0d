// hampel.hpp - outliers replaced by the median, everything else left as it is. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/expects.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "detail/by_sample.hpp"
#include "detail/lengths.hpp"
#include "detail/sorted_window.hpp"

namespace mote {

/// How far from the median an outlier begins, in standard deviations of a normal distribution.
struct deviations {
  double count;
};

/// What is left of `deviations` on a chip: how many median deviations that is.
///
/// Sample   float; of integers in 256ths
template <class Sample>
struct hampel_threshold {
  static_assert(traits::takes_samples<hampel_threshold, Sample, traits::samples::with_unsigned>);
  uint16_t factor;
};
template <>
struct hampel_threshold<float> {
  float factor;
};

/// A standard deviation is 1.4826 median deviations.
/// Range    0 to 100 deviations
template <class Sample>
constexpr hampel_threshold<Sample> quantize(deviations limit) noexcept {
  MOTE_EXPECTS(limit.count >= 0 && limit.count <= 100, "an outlier lies 0 to 100 deviations away");
  const double factor = limit.count * 1.482602218505602;
  if constexpr (traits::same<Sample, float>) {
    return {static_cast<float>(factor)};
  } else {
    const double nearest = factor * 256 + 0.5;
    return {static_cast<uint16_t>(nearest)};
  }
}

/// Hampel's identifier: the sample in the middle of the newest Window ones, or their median where
/// the sample lies farther from it than `deviations`. Unlike a median it leaves the rest untouched.
/// The output is (Window - 1) / 2 samples late; before the first sample the input was 0. Where more
/// than half of a window are equal, the deviation is 0 and every other value is an outlier.
///
/// Sample   float, int8_t, int16_t, int32_t, uint8_t, uint16_t; a NaN is an outlier
/// State    Window samples twice, a place and a number
/// Time     at most log2 Window + 2 Window steps a sample
/// Target   exact, but for the threshold in 256ths of a median deviation
template <class Sample, size_t Window>
class hampel {
  static_assert(traits::takes_samples<hampel, Sample, traits::samples::with_unsigned>);
  static_assert(Window % 2 == 1 && Window > 1 && Window < 65536,
                "a Hampel filter needs an odd window: use 3, 5, 7, ...");

 public:
  using input_type = Sample;
  using output_type = Sample;

  constexpr explicit hampel(hampel_threshold<Sample> threshold) noexcept
      : factor_{threshold.factor} {}

  constexpr Sample operator()(Sample x) noexcept {
    const Sample oldest = seen_[place_];
    seen_[place_] = x;
    if (++place_ == Window) place_ = 0;
    detail::filter::exchange_sorted(sorted_, oldest, x);
    const size_t middle = size_t{place_} + half;
    const Sample y = seen_[middle < Window ? middle : middle - Window];
    const Sample median = sorted_[half];
    return is_near(distance(y, median), deviation()) ? y : median;
  }

  template <class In, class Out, detail::filter::if_misfit<hampel, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<hampel, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    detail::filter::by_sample_in_memory(*this, in, out);
  }

  /// As if the input had always been `x`.
  constexpr void reset(Sample x = 0) noexcept {
    for (Sample& value : seen_) value = x;
    for (Sample& value : sorted_) value = x;
    place_ = 0;
  }

 private:
  static constexpr size_t half = Window / 2;
  static constexpr bool real = traits::same<Sample, float>;
  // A distance is never negative; 256 of 16 bits fit into 32.
  using size_type = traits::choose_t<real, float, uint32_t>;
  using product =
      traits::choose_t<real, float, traits::choose_t<sizeof(Sample) == 4, uint64_t, uint32_t>>;

  static constexpr size_type distance(Sample a, Sample b) noexcept {
    if constexpr (real) {
      return a < b ? b - a : a - b;
    } else {
      const auto up = static_cast<uint32_t>(a) - static_cast<uint32_t>(b);
      return a < b ? 0 - up : up;
    }
  }
  constexpr bool is_near(size_type distance, size_type deviation) const noexcept {
    constexpr product unit = real ? 1 : 256;
    return product{distance} * unit <= product{factor_} * deviation;
  }
  /// The median of the distances from the median: those to both sides rise, so that they merge.
  constexpr size_type deviation() const noexcept {
    const Sample median = sorted_[half];
    size_t low = half, high = half;
    size_type nth = 0;  // the distance of the median itself comes first
    for (size_t i = 0; i < half; ++i) {
      if (high + 1 == Window) {
        nth = distance(sorted_[--low], median);
        continue;
      }
      const size_type above = distance(sorted_[high + 1], median);
      const size_type below = low == 0 ? above : distance(sorted_[low - 1], median);
      if (low != 0 && below < above) {
        nth = below;
        --low;
      } else {
        nth = above;
        ++high;
      }
    }
    return nth;
  }

  array<Sample, Window> seen_{};
  array<Sample, Window> sorted_{};
  traits::smallest_unsigned<Window> place_ = 0;
  traits::choose_t<real, float, uint16_t> factor_;
};

}  // namespace mote
