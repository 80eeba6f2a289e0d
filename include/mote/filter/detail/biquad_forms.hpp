// biquad_forms.hpp - the sums of taps that a section in float needs, by its poles. Floor 2.
#pragma once

#include <stdint.h>

#include "../../core/numeric.hpp"
#include "../../design/sos.hpp"
#include "../../kernel/second_order/forms.hpp"

namespace mote::detail::biquad {

/// 1 + a1 + a2 and 1 - a1 + a2; 0 where a0 is 0.
constexpr double near_zero(const section& s) noexcept {
  return s.a0 != 0 ? (s.a0 + s.a1 + s.a2) / s.a0 : 0;
}
constexpr double near_half(const section& s) noexcept {
  return s.a0 != 0 ? (s.a0 - s.a1 + s.a2) / s.a0 : 0;
}

constexpr kernel::section_form form_for(const section& s) noexcept {
  if (near_zero(s) >= 0.25 && near_half(s) >= 0.25) return kernel::section_form::plain;
  return near_zero(s) < near_half(s) ? kernel::section_form::summed
                                     : kernel::section_form::mirrored;
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
constexpr array<float, 5> taps_of(const section& s, kernel::section_form form) noexcept {
  if (form == kernel::section_form::plain) return plain_taps(s);
  if (form == kernel::section_form::summed) return summed_taps(s);
  const array<float, 5> taps = summed_taps_mirrored(s);
  return {{taps[0], -taps[1], -taps[2], -taps[3], -taps[4]}};
}

}  // namespace mote::detail::biquad
