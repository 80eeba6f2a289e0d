// one_pole.hpp - exponential smoothing: low and high pass of first order. Floor 2.
#pragma once

#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "detail/by_sample.hpp"
#include "detail/leak.hpp"
#include "detail/lengths.hpp"

namespace mote {

/// Low pass: y += alpha * (x - y). As scipy's lfilter([alpha], [1, alpha - 1], x).
///
/// Sample   float, int8_t, int16_t, int32_t
/// Range    never leaves the range of its input, so nothing saturates
/// State    8 bytes; int32_t 16; and the taps
/// Time     one product and two shifts a sample; int32_t two products of 32 x 32 bits
/// Target   integers: bit-exact, within 0.9 LSB of exact arithmetic; a constant input
///          is met exactly however small alpha is. float: no dead band either
template <class Sample>
class one_pole {
  static_assert(traits::takes_samples<one_pole, Sample>);

 public:
  using input_type = Sample;
  using output_type = Sample;

  constexpr explicit one_pole(one_pole_taps<Sample> taps) noexcept : taps_{taps} {}

  constexpr Sample operator()(Sample x) noexcept {
    state_.move(state_.value_of(x) - state_.value(), taps_);
    return detail::filter::rounded<Sample>(state_.value());
  }

  template <class In, class Out, detail::filter::if_misfit<one_pole, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<one_pole, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    detail::filter::by_sample(*this, in, out);
  }

  /// As if the input had always been `x`.
  constexpr void reset(Sample x = 0) noexcept { state_.start(state_.value_of(x)); }

  /// Another speed from the next sample on; the output does not jump.
  constexpr void set_taps(one_pole_taps<Sample> taps) noexcept { taps_ = taps; }

 private:
  one_pole_taps<Sample> taps_;
  detail::filter::leak<Sample> state_{};
};

/// High pass: x minus the low pass of x.
/// As scipy's lfilter([1 - alpha, alpha - 1], [1, alpha - 1], x).
///
/// Range    integers saturate: a jump from one end to the other has twice the range
/// All else as one_pole
template <class Sample>
class one_pole_highpass {
  static_assert(traits::takes_samples<one_pole_highpass, Sample>);

 public:
  using input_type = Sample;
  using output_type = Sample;

  constexpr explicit one_pole_highpass(one_pole_taps<Sample> taps) noexcept : taps_{taps} {}

  constexpr Sample operator()(Sample x) noexcept {
    const auto value = state_.value_of(x);
    state_.move(value - state_.value(), taps_);
    return detail::filter::saturated<Sample>(value - state_.value());
  }

  template <class In, class Out, detail::filter::if_misfit<one_pole_highpass, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<one_pole_highpass, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    detail::filter::by_sample(*this, in, out);
  }

  /// As if the input had always been `x`: the output starts from 0.
  constexpr void reset(Sample x = 0) noexcept { state_.start(state_.value_of(x)); }

  /// Another speed from the next sample on; what was seen is kept.
  constexpr void set_taps(one_pole_taps<Sample> taps) noexcept { taps_ = taps; }

 private:
  one_pole_taps<Sample> taps_;
  detail::filter::leak<Sample> state_{};
};

}  // namespace mote
