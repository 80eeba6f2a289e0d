// weighting.hpp - frequency weightings A, C, Z of a sound level meter, as constants. Floor 1.
// The bilinear transform bends the two poles at 12.2 kHz out of the standard's limits near half the
// rate. Here the poles at low frequencies are matched (z = e^(s/rate), zeros at 1), and one section
// is fitted in magnitude to all that is left, where the curve must hold.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"
#include "../core/expects.hpp"
#include "constant.hpp"
#include "detail/complex_arithmetic.hpp"
#include "response.hpp"
#include "sos.hpp"

namespace mote {

/// Poles of the weightings in Hz: the first and the last are double.
inline constexpr double weighting_poles[] = {20.598997057618, 107.652648643046, 737.862230736290,
                                             12194.217147998012};

/// Two high passes of order 1; both zeros at 1, so that no product is needed for them.
constexpr section matched_highpass(double first, double second, double rate) noexcept {
  const double p = constant::exp(-2 * constant::pi * first / rate);
  const double q = constant::exp(-2 * constant::pi * second / rate);
  return {1, -2, 1, 1, -(p + q), p * q};
}

namespace detail::design {
/// |H|^2 of the analog C curve, but for a constant factor.
constexpr double c_power(double frequency) noexcept {
  const double f = frequency * frequency;
  const double low = weighting_poles[0] * weighting_poles[0];
  const double high = weighting_poles[3] * weighting_poles[3];
  return f / (f + low) * f / (f + low) * high / (f + high) * high / (f + high);
}

/// The unknowns of `Size` linear equations, each a row of factors and the right-hand side.
template <size_t Size>
constexpr array<double, Size> solved(array<array<double, Size + 1>, Size> rows) noexcept {
  for (size_t k = 0; k < Size; ++k) {
    size_t largest = k;
    for (size_t i = k + 1; i < Size; ++i) {
      if (constant::abs(rows[i][k]) > constant::abs(rows[largest][k])) largest = i;
    }
    const array<double, Size + 1> pivot = rows[largest];
    rows[largest] = rows[k];
    rows[k] = pivot;
    for (size_t i = 0; i < Size; ++i) {
      const double factor = i == k ? 0 : rows[i][k] / pivot[k];
      for (size_t j = k; j <= Size; ++j) rows[i][j] -= factor * pivot[j];
    }
  }
  array<double, Size> unknowns{};
  for (size_t k = 0; k < Size; ++k) unknowns[k] = rows[k][Size] / rows[k][k];
  return unknowns;
}

/// The pole inside the unit circle of which (z + 1/z) / 2 is `cosine`.
constexpr complex<double> pole_of(complex<double> cosine) noexcept {
  const complex<double> root = sqrt(cosine * cosine - complex<double>{1, 0});
  const complex<double> plus = cosine + root;
  const complex<double> minus = cosine - root;
  return complex<double>{1, 0} / (norm(plus) > norm(minus) ? plus : minus);
}

/// A section with two poles and, with Unknowns = 4, one zero, of which |H|^2 is power(f) at
/// Unknowns frequencies spread over 0 .. top as Chebyshev's points: between them it errs little.
/// |H|^2 = (1 + n c) / (r0 + r1 c + r2 c^2), c the cosine of the angle, is linear in n and r.
template <size_t Unknowns, class Power>
constexpr section fitted_lowpass(Power power, double top, double rate) noexcept {
  array<array<double, Unknowns + 1>, Unknowns> rows{};
  for (size_t i = 0; i < Unknowns; ++i) {
    const double place = constant::pi * static_cast<double>(2 * i + 1) / (2.0 * Unknowns);
    const double frequency = top * (1 - constant::cos(place)) / 2;
    const double cosine = constant::cos(2 * constant::pi * frequency / rate);
    const double loss = 1 / power(frequency);
    rows[i][0] = 1;
    rows[i][1] = cosine;
    rows[i][2] = cosine * cosine;
    if constexpr (Unknowns == 4) rows[i][3] = -cosine * loss;
    rows[i][Unknowns] = loss;
  }
  const array<double, Unknowns> r = solved<Unknowns>(rows);

  const complex<double> bend = sqrt(complex<double>{r[1] * r[1] - 4 * r[0] * r[2], 0});
  const complex<double> sum = (complex<double>{r[1], 0} + bend * (r[1] < 0 ? -1.0 : 1.0)) * -0.5;
  const complex<double> p = pole_of(sum / complex<double>{r[2], 0});
  const complex<double> q = pole_of(complex<double>{r[0], 0} / sum);
  double zero = 0;
  if constexpr (Unknowns == 4) {
    MOTE_EXPECTS(r[3] > 0, "this weighting has no filter at this sample rate");
    MOTE_EXPECTS(r[3] < 1, "this weighting has no filter at this sample rate");
    zero = (1 - constant::sqrt(1 - r[3] * r[3])) / r[3];
  }
  return {1, zero, 0, 1, -(p + q).re, (p * q).re};
}

/// 0 dB at 1 kHz, by the first section.
template <size_t Sections>
constexpr sos<Sections> leveled(sos<Sections> design, double rate) noexcept {
  const double gain = magnitude(design, 1000, rate);
  design[0].b0 /= gain;
  design[0].b1 /= gain;
  return design;
}
}  // namespace detail::design

/// C-weighting: flat between 31.5 Hz and 8 kHz, for peaks.
///
/// Unit     rate in Hz
/// Range    4000 <= rate <= 400000
/// Shape    2 sections; the second has both zeros at 1: its numerator costs no product
/// Target   from 10 Hz to 0.42 of the rate or 20 kHz off the analog curve by at most 0.15 dB at
///          rates up to 16 kHz, 0.19 dB up to 20 kHz, 0.08 dB above; 0 dB at 1 kHz
/// Errors   a rate out of range does not compile in a constant; on the host it traps
/// Source   IEC 61672-1:2013, annex E
constexpr sos<2> c_weighting(double rate) noexcept {
  MOTE_EXPECTS(rate >= 4000 && rate <= 400000,
               "weightings are designed for sample rates from 4000 to 400000 Hz");
  const section high = matched_highpass(weighting_poles[0], weighting_poles[0], rate);
  const auto rest = [&high, rate](double frequency) {
    return detail::design::c_power(frequency) / norm(response(high, frequency, rate));
  };
  const double top = rate * 0.42 < 20500 ? rate * 0.42 : 20500;
  // At low rates two poles alone are near enough, and save a product.
  const section low = rate <= 20000 ? detail::design::fitted_lowpass<3>(rest, top, rate)
                                    : detail::design::fitted_lowpass<4>(rest, top, rate);
  return detail::design::leveled(sos<2>{low, high}, rate);
}

/// A-weighting: as the ear hears quiet sounds. C-weighting and one section more, a high pass with
/// both zeros at 1; all else as c_weighting.
constexpr sos<3> a_weighting(double rate) noexcept {
  const sos<2> c = c_weighting(rate);
  const section high = matched_highpass(weighting_poles[1], weighting_poles[2], rate);
  return detail::design::leveled(sos<3>{c[0], c[1], high}, rate);
}

/// Z-weighting: none. One section that changes nothing, where a design is asked for.
constexpr sos<1> z_weighting(double) noexcept { return {section{1, 0, 0, 1, 0, 0}}; }

}  // namespace mote
