// biquad_points.hpp - the frequencies at which a cascade of sections is looked at. Floor 2.
// In double: for constant expressions and the host.
#pragma once

#include <stddef.h>

#include "../../core/array.hpp"
#include "../../design/constant.hpp"
#include "../../design/response.hpp"
#include "biquad_range.hpp"

namespace mote::detail::biquad {

/// z = z^-1 on the unit circle, its square, and the part of the circle's half that it stands for.
struct point {
  complex<double> z, square;
  double part;
};

/// Points where sections show what they are: three at the outermost pole of each, as far apart as
/// the pole is from the circle (one where there are many poles: compilers count their steps), and
/// some more evenly in between; from 0 Hz upwards.
template <size_t Sections>
using points = array<point, (Sections <= 12 ? 3 : 1) * Sections + 24>;

template <size_t Sections>
constexpr points<Sections> points_of(const array<monic_section, Sections>& sections) noexcept {
  points<Sections> all{};
  size_t count = 0;
  const auto add = [&all, &count](complex<double> z) {
    const complex<double> unit = z * (1 / abs(z));
    size_t at = count++;
    for (; at > 0 && all[at - 1].z.re < unit.re; --at) all[at] = all[at - 1];
    all[at].z = {unit.re, unit.im < 0 ? unit.im : -unit.im};
  };
  for (const monic_section& s : sections) {
    const double under = s.a2 - s.a1 * s.a1 / 4, width = 1 - radius(s);
    complex<double> pole{s.a1 > 0 ? -1.0 : 1.0, 0};
    if (under > 0) pole = complex<double>{-s.a1 / 2, constant::sqrt(under)};
    add(pole);
    if (Sections > 12) continue;
    add(pole * complex<double>{1, width});
    add(pole * complex<double>{1, -width});
  }
  const double turn = constant::pi / static_cast<double>(all.size() - count);
  const complex<double> next{constant::cos(turn), constant::sin(turn)};
  for (complex<double> z{constant::cos(turn / 2), constant::sin(turn / 2)}; count < all.size();) {
    add(z);
    z = z * next;
  }
  complex<double> below{1, 0};
  for (size_t i = 0; i < all.size(); ++i) {
    const bool last = i + 1 == all.size();
    const complex<double> z = all[i].z, above = last ? complex<double>{-1, 0} : all[i + 1].z;
    const double width = abs(z - below) * (i == 0 ? 2 : 1) + abs(above - z) * (last ? 2 : 1);
    all[i] = {z, z * z, width / (2 * constant::pi)};
    below = z;
  }
  return all;
}

constexpr complex<double> polynomial(double c0, double c1, double c2, const point& at) noexcept {
  return {c0 + c1 * at.z.re + c2 * at.square.re, c1 * at.z.im + c2 * at.square.im};
}

}  // namespace mote::detail::biquad
