// pre_emphasis.hpp - lifts the treble of speech before its spectrum is taken. Floor 2.
#pragma once

#include <stdint.h>

#include "../core/expects.hpp"
#include "../core/numeric.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../design/constant.hpp"
#include "../kernel/number/clip.hpp"
#include "detail/by_sample.hpp"
#include "detail/lengths.hpp"

namespace mote {

/// y[n] = x[n] - a x[n-1].
///
/// Sample   float, int16_t; a of int16_t is rounded to 15 bits
/// Range    a in [0, 1]; integers saturate: a jump from end to end has twice the range
/// State    two samples
/// Target   integers: bit-exact, within half an LSB of that a; float within 1.2e-7 of full scale
/// Source   librosa.effects.preemphasis(x, coef=a, zi=0); without zi its first output alone is
///          another: 3 x[0] - x[1]
template <class Sample>
class pre_emphasis {
  static_assert(traits::takes_samples<pre_emphasis, Sample, traits::samples::narrow>);

 public:
  using input_type = Sample;
  using output_type = Sample;

  /// From a design: what a chip takes is worked out by the compiler where this is constexpr.
  constexpr explicit pre_emphasis(double a = 0.97) noexcept : a_{quantize(a)} {
    MOTE_EXPECTS(a >= 0 && a <= 1, "the coefficient of a pre-emphasis is in [0, 1]");
  }

  constexpr Sample operator()(Sample x) noexcept {
    const Sample last = last_;
    last_ = x;
    if constexpr (traits::same<Sample, float>) {
      return x - a_ * last;
    } else {
      const int32_t product = (int32_t{a_} * last + 0x4000) >> 15;
      return kernel::clipped<int16_t>(x - product);
    }
  }

  template <class In, class Out, detail::filter::if_misfit<pre_emphasis, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<pre_emphasis, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    detail::filter::by_sample(*this, in, out);
  }

  /// As if the input had always been `x`.
  constexpr void reset(Sample x = 0) noexcept { last_ = x; }

 private:
  using factor = traits::choose_t<traits::same<Sample, float>, float, uint16_t>;
  static constexpr factor quantize(double a) noexcept {
    if constexpr (traits::same<Sample, float>) {
      return static_cast<float>(a);
    } else {
      return static_cast<uint16_t>(constant::round_to_int(a * 32768));
    }
  }

  factor a_;
  Sample last_ = 0;
};

}  // namespace mote
