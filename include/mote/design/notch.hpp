// notch.hpp - a notch and a peak of one section, with scipy's meaning of Q, as constants. Floor 1.
#pragma once

#include "../core/expects.hpp"
#include "constant.hpp"
#include "detail/edges.hpp"
#include "sos.hpp"

namespace mote {

namespace detail::design {
struct notch_shape {
  double cosine, gain;
};
constexpr notch_shape notch_shape_of(double frequency, double q, double rate) noexcept {
  check_frequency(frequency, rate);
  MOTE_EXPECTS(q > 0 && frequency / q < rate / 2,
               "Q must be above 0, and the width, frequency / Q, below half the sample rate");
  const double bend = constant::tan(constant::pi * frequency / (q * rate));
  return {constant::cos(2 * constant::pi * frequency / rate), 1 / (1 + bend)};
}
}  // namespace detail::design

/// Takes one frequency away: 0 there, -3.01 dB at the ends of a band frequency / q wide. Unlike
/// with rbj_notch, that width holds in Hz up to half the rate.
///
/// Unit     frequency and rate in Hz, or both in any unit of frequency
/// Range    0 < frequency < rate / 2, frequency / q < rate / 2
/// Errors   a number out of range does not compile in a constant; on the host it traps
/// Source   scipy.signal.iirnotch(frequency, q, fs=rate)
constexpr section notch(double frequency, double q, double rate) noexcept {
  const auto [c, gain] = detail::design::notch_shape_of(frequency, q, rate);
  return {gain, -2 * gain * c, gain, 1, -2 * gain * c, 2 * gain - 1};
}

/// Passes one frequency: 1 there, -3.01 dB at the ends of a band frequency / q wide.
///
/// Range    as of notch
/// Source   scipy.signal.iirpeak(frequency, q, fs=rate)
constexpr section peak(double frequency, double q, double rate) noexcept {
  const auto [c, gain] = detail::design::notch_shape_of(frequency, q, rate);
  return {1 - gain, 0, gain - 1, 1, -2 * gain * c, 2 * gain - 1};
}

}  // namespace mote
