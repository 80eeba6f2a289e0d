// smoothing.hpp - how fast a one-pole filter follows its input: a design, and its taps. Floor 1.
#pragma once

#include <stdint.h>

#include "../core/expects.hpp"
#include "../core/sample.hpp"
#include "../core/traits.hpp"
#include "constant.hpp"

namespace mote {

/// The share of the way to its input that a one-pole filter goes with each sample: a design, for
/// constant expressions and the host.
///
/// Range    2^-30 <= alpha <= 1; 1 follows at once
struct smoothing {
  double alpha;

  /// After `seconds` a step has come to 1 - 1/e of its height; 0 seconds follow at once.
  static constexpr smoothing time_constant(double seconds, double rate) noexcept {
    MOTE_EXPECTS(seconds >= 0 && rate > 0, "a time is not below 0, and the sample rate above 0");
    if (seconds * rate < 0.01) return {1};
    const double x = -1 / (seconds * rate);
    return {-constant::expm1(x < -700 ? -700 : x)};
  }

  /// The gain is -3.01 dB at `hz`, at most half the sample rate.
  static constexpr smoothing cutoff(double hz, double rate) noexcept {
    MOTE_EXPECTS(hz > 0 && hz <= rate / 2, "a cutoff lies between 0 and half the sample rate");
    const double sine = constant::sin(constant::pi * hz / rate);
    const double b = 2 * sine * sine;  // 1 - cos
    return {constant::sqrt(b * (b + 2)) - b};
  }
};

/// The taps of a one-pole filter: what is left of a `smoothing` on a chip.
///
/// Sample   int8_t and int16_t: alpha = factor * 2^-(16 + shift), 2^15 <= factor <= 2^16;
///          int32_t: alpha = factor * 2^-(32 + shift), factor >= 2^31; 0 stands for alpha = 1
template <class Sample>
struct one_pole_taps {
  static_assert(traits::takes_samples<one_pole_taps, Sample>);
  uint32_t factor;
  uint8_t shift;
};
template <>
struct one_pole_taps<float> {
  float alpha;
};

/// A design as taps.
///
/// Sample   float, int8_t, int16_t, int32_t
/// Target   alpha is met to 2^-16 of itself (int8_t, int16_t), 2^-32 (int32_t), 2^-25 (float); not
///          on AVR, whose compiler computes with 24 bits
template <class Sample>
constexpr one_pole_taps<Sample> quantize(smoothing design) noexcept {
  MOTE_EXPECTS(design.alpha >= 1.0 / 1073741824 && design.alpha <= 1,
               "alpha is from 2^-30 to 1: take a shorter time, or a higher cutoff");
  if constexpr (traits::same<Sample, float>) {
    return {static_cast<float>(design.alpha)};
  } else {
    constexpr bool wide = sizeof(Sample) == 4;
    constexpr double one = wide ? 4294967296.0 : 65536.0;
    double factor = design.alpha * one + 0.5;
    uint8_t shift = 0;
    for (; factor < one / 2; factor = (factor - 0.5) * 2 + 0.5) ++shift;
    if (wide && factor >= one) factor = 0;
    return {static_cast<uint32_t>(factor), shift};
  }
}

}  // namespace mote
