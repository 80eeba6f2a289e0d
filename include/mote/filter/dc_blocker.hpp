// dc_blocker.hpp - takes the constant part out of a signal. Floor 2.
#pragma once

#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "detail/by_sample.hpp"
#include "detail/leak.hpp"
#include "detail/lengths.hpp"

namespace mote {

/// y[n] = x[n] - x[n-1] + r * y[n-1] with r = 1 - alpha. As scipy's lfilter([1, -1], [1, -r], x).
/// Computed as x minus a mean that follows it: mean += alpha * y, which has no limit cycle.
///
/// Sample   float, int8_t, int16_t, int32_t
/// Range    integers saturate: a jump from one end to the other has twice the range
/// State    8 bytes; int32_t 16; and the taps
/// Time     as one_pole
/// Target   integers: bit-exact, within 0.9 LSB of exact arithmetic; the output of a constant
///          input comes to exactly 0 and stays there
template <class Sample>
class dc_blocker {
  static_assert(traits::takes_samples<dc_blocker, Sample>);

 public:
  using input_type = Sample;
  using output_type = Sample;

  /// A design: smoothing::cutoff(hz, rate) gives the edge, smoothing{1 - r} the usual r.
  constexpr explicit dc_blocker(one_pole_taps<Sample> taps) noexcept : taps_{taps} {}

  constexpr Sample operator()(Sample x) noexcept {
    const auto distance = mean_.value_of(x) - mean_.value();
    mean_.move(distance, taps_);
    return detail::filter::saturated<Sample>(distance);
  }

  template <class In, class Out, detail::filter::if_misfit<dc_blocker, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<dc_blocker, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    detail::filter::by_sample(*this, in, out);
  }

  /// As if the input had always been `x`: the output starts from 0.
  constexpr void reset(Sample x = 0) noexcept { mean_.start(mean_.value_of(x)); }

  /// Another speed from the next sample on; what was seen is kept.
  constexpr void set_taps(one_pole_taps<Sample> taps) noexcept { taps_ = taps; }

 private:
  one_pole_taps<Sample> taps_;
  detail::filter::leak<Sample> mean_{};
};

}  // namespace mote
