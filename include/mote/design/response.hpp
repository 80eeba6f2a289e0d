// response.hpp - what a design does to a sine: gain and magnitude at a frequency. Floor 1.
#pragma once

#include <stddef.h>

#include "../core/expects.hpp"
#include "constant.hpp"
#include "detail/complex_arithmetic.hpp"
#include "sos.hpp"

namespace mote {

/// The complex gain of a design at a frequency, for static_assert, tests and plots.
///
/// Unit     frequency and rate in Hz, or both in any unit of frequency
/// Range    0 <= frequency <= rate / 2
/// Target   double, for constant expressions and the host
constexpr complex<double> response(const section& row, double frequency, double rate) noexcept {
  MOTE_EXPECTS(rate > 0 && frequency >= 0 && frequency <= rate / 2,
               "a frequency must lie between 0 and half the sample rate");
  const double angle = 2 * constant::pi * frequency / rate;
  const complex<double> delay{constant::cos(angle), -constant::sin(angle)};
  const auto polynomial = [delay](double c0, double c1, double c2) {
    return (delay * c2 + complex<double>{c1, 0}) * delay + complex<double>{c0, 0};
  };
  return polynomial(row.b0, row.b1, row.b2) / polynomial(row.a0, row.a1, row.a2);
}
template <size_t Sections>
constexpr complex<double> response(const sos<Sections>& design, double frequency,
                                   double rate) noexcept {
  complex<double> product{1, 0};
  for (const section& row : design) product = product * response(row, frequency, rate);
  return product;
}

/// |response|: the factor by which the amplitude of a sine grows.
template <class Design>
constexpr double magnitude(const Design& design, double frequency, double rate) noexcept {
  return abs(response(design, frequency, rate));
}

/// The magnitude in dB; -infinity where it is 0.
template <class Design>
constexpr double magnitude_db(const Design& design, double frequency, double rate) noexcept {
  const double square = norm(response(design, frequency, rate));
  return square > 0 ? 10 * constant::log10(square) : -__builtin_inf();
}

}  // namespace mote
