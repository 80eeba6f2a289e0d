// biquad_order.hpp - the order of sections in which rounding loses little. Floor 2.
// In double: for constant expressions and the host.
#pragma once

#include <stddef.h>

#include "../../core/array.hpp"
#include "../../design/sos.hpp"
#include "biquad_points.hpp"

namespace mote::detail::biquad {

/// The rows of a design in another order: scipy's, with the poles nearest to the circle last, lets
/// the signal between the sections of a band stop shrink to nothing.
///
/// What a section rounds is small beside the largest signal up to there, and reaches the output
/// through its own poles and the sections behind it. The next place goes to the section with the
/// least product of the two.
template <size_t Sections>
constexpr sos<Sections> reordered(const sos<Sections>& design) noexcept {
  array<monic_section, Sections> sections{};
  for (size_t k = 0; k < Sections; ++k) sections[k] = monic(design[k]);
  const points<Sections> at = points_of(sections);

  // Squares, as all here.
  constexpr size_t count = points<Sections>::size();
  double gain[Sections][count]{}, noise[Sections][count]{}, before[count]{}, behind[count]{};
  for (size_t i = 0; i < count; ++i) before[i] = behind[i] = 1;
  for (size_t k = 0; k < Sections; ++k) {
    const monic_section& s = sections[k];
    double most = 0;
    for (size_t i = 0; i < count; ++i) {
      const double recursion = norm(polynomial(1, s.a1, s.a2, at[i]));
      gain[k][i] = norm(polynomial(s.b0, s.b1, s.b2, at[i])) / recursion;
      noise[k][i] = norm(polynomial(1, -1, 0, at[i])) / recursion;
      if (gain[k][i] > most) most = gain[k][i];
    }
    for (size_t i = 0; i < count; ++i) {
      gain[k][i] = gain[k][i] / most + 1e-9;  // not 0: it is divided by
      noise[k][i] /= gain[k][i];
      behind[i] *= gain[k][i];
    }
  }

  sos<Sections> rows{};
  bool placed[Sections]{};
  for (section& row : rows) {
    size_t best = Sections;
    double least = 0;
    for (size_t k = 0; k < Sections; ++k) {
      if (placed[k]) continue;
      double signal = 0, lost = 0;
      for (size_t i = 0; i < count; ++i) {
        const double up_to_here = before[i] * gain[k][i], from_here = behind[i] * noise[k][i];
        if (up_to_here > signal) signal = up_to_here;
        if (from_here > lost) lost = from_here;
      }
      if (best == Sections || signal * lost < least) {
        best = k;
        least = signal * lost;
      }
    }
    placed[best] = true;
    row = design[best];
    for (size_t i = 0; i < count; ++i) {
      before[i] *= gain[best][i];
      behind[i] /= gain[best][i];
    }
  }
  return rows;
}

/// What `Make` makes of a design: as it is where that is good, else in a better order and of finer
/// taps, whichever errs less; refused where it errs by more than `allowed`. Designs that are not
/// stable are not judged.
template <class Make, size_t Sections>
constexpr auto exact_enough(const sos<Sections>& design, double allowed) noexcept {
  auto taps = Make::taps(design, false);
  if (!taps.valid()) return taps;
  for (const section& row : design) {
    if (!stable(monic(row))) return taps;
  }
  double error = Make::error(taps, design);
  if (!(error <= allowed / 2)) {
    const sos<Sections> rows = reordered(design);
    const auto other = Make::taps(rows, true);
    if (other.valid()) {
      const double its_error = Make::error(other, rows);
      if (!(error <= its_error)) {
        taps = other;
        error = its_error;
      }
    }
  }
  if (!(error <= allowed)) Make::refuse(taps);
  return taps;
}

}  // namespace mote::detail::biquad
