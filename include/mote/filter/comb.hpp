// comb.hpp - a frequency and its multiples taken away, or alone: hum, or what repeats. Floor 2.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"
#include "../core/expects.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../design/constant.hpp"
#include "../design/smoothing.hpp"
#include "detail/by_sample.hpp"
#include "detail/leak.hpp"
#include "detail/lengths.hpp"

namespace mote {

/// How fast a comb follows, by its Q: the base frequency over the width of each tooth at -3.01 dB.
/// Range    q >= 2
constexpr smoothing comb_of_q(double q) noexcept {
  MOTE_EXPECTS(q >= 2, "the teeth of a comb are at most half as wide as their distance: Q >= 2");
  const double bend = constant::tan(constant::pi / (2 * q));
  return {2 * bend / (1 + bend)};
}

namespace detail::filter {
/// What both combs share: a mean of each of the Period places of a period, which follows what comes
/// there. `Self` says what of a sample and of the mean of its place is passed.
template <class Self, class Sample, size_t Period>
class comb_stream {
  static_assert(Period > 0, "a comb needs the samples of a period: use Period >= 1");

 public:
  using input_type = Sample;
  using output_type = Sample;
  using value_type = typename leak<Sample>::value_type;

  constexpr explicit comb_stream(one_pole_taps<Sample> taps) noexcept : taps_{taps} {}

  constexpr Sample operator()(Sample x) noexcept {
    const value_type value = leak<Sample>::value_of(x);
    leak<Sample>& mean = means_[place_];
    if (++place_ == Period) place_ = 0;
    const value_type before = mean.value();
    mean.move(value - before, taps_);
    return Self::passed(value, before + half_of(mean.value() - before));
  }

  template <class In, class Out, if_misfit<comb_stream, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    refuse<comb_stream, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    by_sample_in_memory(*this, in, out);
  }

  /// As if the input had always been `x`.
  constexpr void reset(Sample x = 0) noexcept {
    for (leak<Sample>& mean : means_) mean.start(leak<Sample>::value_of(x));
    place_ = 0;
  }
  /// Another Q from the next sample on; what was seen is kept.
  constexpr void set_taps(one_pole_taps<Sample> taps) noexcept { taps_ = taps; }

 private:
  static constexpr value_type half_of(value_type step) noexcept {
    if constexpr (traits::same<Sample, float>) {
      return step / 2;
    } else {
      return step >> 1;
    }
  }

  one_pole_taps<Sample> taps_;
  array<leak<Sample>, Period> means_{};
  traits::smallest_unsigned<Period> place_ = 0;
};
}  // namespace detail::filter

/// Takes rate / Period and all its multiples away, 0 Hz too: the hum of the mains and its harmonics
/// with Period = 16000 / 50. What has the period comes to exactly 0 in integers.
///
/// Sample   float, int8_t, int16_t, int32_t
/// Range    integers saturate: a jump from one end to the other has twice the range
/// State    8 bytes a sample of the period; int32_t 16; the taps and a place
/// Time     as one_pole
/// Source   scipy.signal.iircomb(rate / Period, q, 'notch', rate), as taps from comb_of_q(q)
template <class Sample, size_t Period>
class comb_notch : public detail::filter::comb_stream<comb_notch<Sample, Period>, Sample, Period> {
  static_assert(traits::takes_samples<comb_notch, Sample>);
  using stream = detail::filter::comb_stream<comb_notch, Sample, Period>;
  friend stream;

 public:
  using stream::stream;

 private:
  using value_type = typename stream::value_type;
  static constexpr Sample passed(value_type x, value_type mean) noexcept {
    return detail::filter::saturated<Sample>(x - mean);
  }
};

/// Passes rate / Period and all its multiples, 0 Hz too: the mean of the periods so far, the newer
/// ones more. comb_notch gives the rest.
///
/// Sample   float, int8_t, int16_t, int32_t
/// State    as comb_notch
/// Source   scipy.signal.iircomb(rate / Period, q, 'peak', rate, pass_zero=True)
template <class Sample, size_t Period>
class comb_peak : public detail::filter::comb_stream<comb_peak<Sample, Period>, Sample, Period> {
  static_assert(traits::takes_samples<comb_peak, Sample>);
  using stream = detail::filter::comb_stream<comb_peak, Sample, Period>;
  friend stream;

 public:
  using stream::stream;

 private:
  using value_type = typename stream::value_type;
  static constexpr Sample passed(value_type, value_type mean) noexcept {
    return detail::filter::rounded<Sample>(mean);
  }
};

}  // namespace mote
