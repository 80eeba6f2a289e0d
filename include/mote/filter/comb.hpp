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
/// A mean of each of the Period places of a period, which follows what comes there.
template <class Sample, size_t Period>
class period_means {
  static_assert(Period > 0, "a comb needs the samples of a period: use Period >= 1");

 public:
  using value_type = typename leak<Sample>::value_type;

  constexpr explicit period_means(one_pole_taps<Sample> taps) noexcept : taps_{taps} {}

  /// The mean of this place, in the middle of its step toward x.
  constexpr value_type next(value_type x) noexcept {
    leak<Sample>& mean = means_[place_];
    if (++place_ == Period) place_ = 0;
    const value_type before = mean.value();
    mean.move(x - before, taps_);
    const value_type step = mean.value() - before;
    if constexpr (traits::same<Sample, float>) {
      return before + step / 2;
    } else {
      return before + (step >> 1);
    }
  }
  constexpr void start(value_type x) noexcept {
    for (leak<Sample>& mean : means_) mean.start(x);
    place_ = 0;
  }
  constexpr void set_taps(one_pole_taps<Sample> taps) noexcept { taps_ = taps; }

 private:
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
class comb_notch {
  static_assert(traits::takes_samples<comb_notch, Sample>);

 public:
  using input_type = Sample;
  using output_type = Sample;

  constexpr explicit comb_notch(one_pole_taps<Sample> taps) noexcept : means_{taps} {}

  constexpr Sample operator()(Sample x) noexcept {
    const auto value = detail::filter::leak<Sample>::value_of(x);
    return detail::filter::saturated<Sample>(value - means_.next(value));
  }

  template <class In, class Out, detail::filter::if_misfit<comb_notch, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<comb_notch, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    detail::filter::by_sample_in_memory(*this, in, out);
  }

  /// As if the input had always been `x`: the output starts from 0.
  constexpr void reset(Sample x = 0) noexcept {
    means_.start(detail::filter::leak<Sample>::value_of(x));
  }
  /// Another Q from the next sample on; what was seen is kept.
  constexpr void set_taps(one_pole_taps<Sample> taps) noexcept { means_.set_taps(taps); }

 private:
  detail::filter::period_means<Sample, Period> means_;
};

/// Passes rate / Period and all its multiples, 0 Hz too: the mean of the periods so far, the newer
/// ones more. comb_notch gives the rest.
///
/// Sample   float, int8_t, int16_t, int32_t
/// State    as comb_notch
/// Source   scipy.signal.iircomb(rate / Period, q, 'peak', rate, pass_zero=True)
template <class Sample, size_t Period>
class comb_peak {
  static_assert(traits::takes_samples<comb_peak, Sample>);

 public:
  using input_type = Sample;
  using output_type = Sample;

  constexpr explicit comb_peak(one_pole_taps<Sample> taps) noexcept : means_{taps} {}

  constexpr Sample operator()(Sample x) noexcept {
    return detail::filter::rounded<Sample>(means_.next(detail::filter::leak<Sample>::value_of(x)));
  }

  template <class In, class Out, detail::filter::if_misfit<comb_peak, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<comb_peak, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    detail::filter::by_sample_in_memory(*this, in, out);
  }

  /// As if the input had always been `x`.
  constexpr void reset(Sample x = 0) noexcept {
    means_.start(detail::filter::leak<Sample>::value_of(x));
  }
  /// Another Q from the next sample on; what was seen is kept.
  constexpr void set_taps(one_pole_taps<Sample> taps) noexcept { means_.set_taps(taps); }

 private:
  detail::filter::period_means<Sample, Period> means_;
};

}  // namespace mote
