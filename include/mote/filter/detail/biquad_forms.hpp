// biquad_forms.hpp - the sums of taps that a section in float needs, by its poles. Floor 2.
#pragma once

#include <stdint.h>

#include "../../core/numeric.hpp"
#include "../../design/sos.hpp"

namespace mote::detail::biquad {

/// The transposed direct form II has the states s1 and s2: y = b0 x + s1. Poles near 0 Hz hang on
/// 1 + a1 + a2, those near half the rate on 1 - a1 + a2, and a1 and a2 in float are too coarse for
/// such sums. So a form holds w1 = s1 and
///   plain      w2 = s2:       w1' = b1 x - a1 y + w2,  w2' = b2 x - a2 y
///   summed     w2 = s1 + s2:  w1' = (b0 + b1) x - (1 + a1) y + w2,
///                             w2' = (b0 + b1 + b2) x - (1 + a1 + a2) y + w2
///   mirrored   w2 = s1 - s2:  w1' = (b1 - b0) x + (1 - a1) y - w2,
///                             w2' = (b1 - b0 - b2) x + (1 - a1 + a2) y - w2
enum class biquad_form : uint8_t { plain, summed, mirrored };

/// 1 + a1 + a2 and 1 - a1 + a2; 0 where a0 is 0.
constexpr double near_zero(const section& s) noexcept {
  return s.a0 != 0 ? (s.a0 + s.a1 + s.a2) / s.a0 : 0;
}
constexpr double near_half(const section& s) noexcept {
  return s.a0 != 0 ? (s.a0 - s.a1 + s.a2) / s.a0 : 0;
}

constexpr biquad_form form_for(const section& s) noexcept {
  if (near_zero(s) >= 0.25 && near_half(s) >= 0.25) return biquad_form::plain;
  return near_zero(s) < near_half(s) ? biquad_form::summed : biquad_form::mirrored;
}

/// {b0, b1, b2, -a1, -a2}; not valid where a0 is 0.
constexpr array<float, 5> plain_taps(const section& s) noexcept {
  if (!(s.a0 != 0)) return {{__builtin_nanf("")}};
  using type = numeric<float>;
  return {{type::from_real(s.b0 / s.a0), type::from_real(s.b1 / s.a0), type::from_real(s.b2 / s.a0),
           type::from_real(-s.a1 / s.a0), type::from_real(-s.a2 / s.a0)}};
}
constexpr array<float, 5> summed_taps(const section& s) noexcept {
  const double b01 = s.b0 + s.b1, a01 = s.a0 + s.a1;
  return plain_taps({s.b0, b01, b01 + s.b2, s.a0, a01, a01 + s.a2});
}
/// The taps of H(-z).
constexpr array<float, 5> summed_taps_mirrored(const section& s) noexcept {
  return summed_taps({s.b0, -s.b1, s.b2, s.a0, -s.a1, s.a2});
}

/// What the form multiplies with, in the order x, x, x, y, y.
constexpr array<float, 5> taps_of(const section& s, biquad_form form) noexcept {
  if (form == biquad_form::plain) return plain_taps(s);
  if (form == biquad_form::summed) return summed_taps(s);
  const array<float, 5> taps = summed_taps_mirrored(s);
  return {{taps[0], -taps[1], -taps[2], -taps[3], -taps[4]}};
}

}  // namespace mote::detail::biquad
