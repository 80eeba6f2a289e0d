// rbj.hpp - single sections from the Audio EQ Cookbook, as constants. Floor 1.
#pragma once

#include "../core/expects.hpp"
#include "constant.hpp"
#include "detail/edges.hpp"
#include "sos.hpp"

namespace mote {

namespace detail::design {
struct rbj_angle {
  double cosine, alpha;
};
constexpr rbj_angle rbj_angle_of(double frequency, double q, double rate) noexcept {
  check_frequency(frequency, rate);
  MOTE_EXPECTS(q > 0, "Q must be above 0");
  const double angle = 2 * constant::pi * frequency / rate;
  return {constant::cos(angle), constant::sin(angle) / (2 * q)};
}
/// With a0 = 1, as scipy expects it.
constexpr section normalized(section s) noexcept {
  return {s.b0 / s.a0, s.b1 / s.a0, s.b2 / s.a0, 1, s.a1 / s.a0, s.a2 / s.a0};
}
/// The square root of an amplitude given in dB.
constexpr double rbj_amplitude(double gain_db) noexcept { return constant::pow(10, gain_db / 40); }

/// A low shelf; a high shelf is its mirror, with cosine -> -cosine and z -> -z.
constexpr section rbj_shelf(double gain_db, rbj_angle at) noexcept {
  const double a = rbj_amplitude(gain_db);
  const double c = at.cosine;
  const double bend = 2 * constant::sqrt(a) * at.alpha;
  return normalized({a * ((a + 1) - (a - 1) * c + bend), 2 * a * ((a - 1) - (a + 1) * c),
                     a * ((a + 1) - (a - 1) * c - bend), (a + 1) + (a - 1) * c + bend,
                     -2 * ((a - 1) + (a + 1) * c), (a + 1) + (a - 1) * c - bend});
}
}  // namespace detail::design

/// The q of a band that is `octaves` wide between its -3 dB frequencies (of peaking: between the
/// frequencies of half the gain in dB).
/// Range    octaves > 0, 0 < frequency < rate / 2
constexpr double rbj_q_of_bandwidth(double octaves, double frequency, double rate) noexcept {
  detail::design::check_frequency(frequency, rate);
  MOTE_EXPECTS(octaves > 0, "a width must be above 0");
  const double angle = 2 * constant::pi * frequency / rate;
  return 1 / (2 * constant::sinh(constant::ln_2 / 2 * octaves * angle / constant::sin(angle)));
}
/// The q of a shelf with a slope: 1 is the steepest that rises or falls without overshoot.
/// Range    slope > 0
constexpr double rbj_q_of_slope(double slope, double gain_db) noexcept {
  MOTE_EXPECTS(slope > 0, "a shelf's slope must be above 0");
  const double a = detail::design::rbj_amplitude(gain_db);
  return 1 / constant::sqrt((a + 1 / a) * (1 / slope - 1) + 2);
}

/// Low pass of order 2; q = 0.7071 is Butterworth's.
///
/// Unit     frequency and rate in Hz, or both in any unit of frequency; gains in dB
/// Range    0 < frequency < rate / 2, q > 0
/// Time     constant expressions: `constexpr mote::sos<1> design{rbj_lowpass(...)};`
/// Errors   an argument out of range does not compile in a constant; on the host it traps
/// Source   R. Bristow-Johnson, Audio EQ Cookbook (W3C Note, 2021), divided by a0
constexpr section rbj_lowpass(double frequency, double q, double rate) noexcept {
  const auto [c, alpha] = detail::design::rbj_angle_of(frequency, q, rate);
  return detail::design::normalized(
      {(1 - c) / 2, 1 - c, (1 - c) / 2, 1 + alpha, -2 * c, 1 - alpha});
}
constexpr section rbj_highpass(double frequency, double q, double rate) noexcept {
  const auto [c, alpha] = detail::design::rbj_angle_of(frequency, q, rate);
  return detail::design::normalized(
      {(1 + c) / 2, -(1 + c), (1 + c) / 2, 1 + alpha, -2 * c, 1 - alpha});
}
/// Band pass with a gain of 0 dB at its peak.
constexpr section rbj_bandpass(double frequency, double q, double rate) noexcept {
  const auto [c, alpha] = detail::design::rbj_angle_of(frequency, q, rate);
  return detail::design::normalized({alpha, 0, -alpha, 1 + alpha, -2 * c, 1 - alpha});
}
/// Band pass with a gain of q at its peak: the skirts do not move with q.
constexpr section rbj_bandpass_skirt(double frequency, double q, double rate) noexcept {
  const auto [c, alpha] = detail::design::rbj_angle_of(frequency, q, rate);
  return detail::design::normalized({q * alpha, 0, -q * alpha, 1 + alpha, -2 * c, 1 - alpha});
}
/// Takes one frequency away.
constexpr section rbj_notch(double frequency, double q, double rate) noexcept {
  const auto [c, alpha] = detail::design::rbj_angle_of(frequency, q, rate);
  return detail::design::normalized({1, -2 * c, 1, 1 + alpha, -2 * c, 1 - alpha});
}
/// Turns the phase and leaves the magnitude.
constexpr section rbj_allpass(double frequency, double q, double rate) noexcept {
  const auto [c, alpha] = detail::design::rbj_angle_of(frequency, q, rate);
  return detail::design::normalized({1 - alpha, -2 * c, 1 + alpha, 1 + alpha, -2 * c, 1 - alpha});
}
/// Raises, or with a negative gain lowers, a band.
constexpr section rbj_peaking(double frequency, double q, double gain_db, double rate) noexcept {
  const auto [c, alpha] = detail::design::rbj_angle_of(frequency, q, rate);
  const double a = detail::design::rbj_amplitude(gain_db);
  return detail::design::normalized(
      {1 + alpha * a, -2 * c, 1 - alpha * a, 1 + alpha / a, -2 * c, 1 - alpha / a});
}
/// Raises or lowers all that is below `frequency`, where half the gain in dB is reached.
constexpr section rbj_low_shelf(double frequency, double q, double gain_db, double rate) noexcept {
  return detail::design::rbj_shelf(gain_db, detail::design::rbj_angle_of(frequency, q, rate));
}
/// Raises or lowers all that is above `frequency`.
constexpr section rbj_high_shelf(double frequency, double q, double gain_db, double rate) noexcept {
  auto mirror = detail::design::rbj_angle_of(frequency, q, rate);
  mirror.cosine = -mirror.cosine;
  section row = detail::design::rbj_shelf(gain_db, mirror);
  row.b1 = -row.b1;
  row.a1 = -row.a1;
  return row;
}

}  // namespace mote
