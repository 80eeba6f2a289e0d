// sos.hpp - second-order sections: a filter design as numbers. Floor 1.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"

namespace mote {

/// One row of scipy's `sos`, in its order; a0 is any number but 0:
/// H(z) = (b0 + b1 z^-1 + b2 z^-2) / (a0 + a1 z^-1 + a2 z^-2).
struct section {
  double b0, b1, b2, a0, a1, a2;
};

/// A cascade of sections, the first one first: scipy's `sos` verbatim. A design, for constant
/// expressions and the host; filters turn it into taps of their own number type.
template <size_t Sections>
using sos = array<section, Sections>;

/// A design from CMSIS-DSP's five numbers a section, b0 b1 b2 a1 a2, as arm_biquad_cascade_df1_f32
/// has them: its a1 and a2 have the other sign than scipy's.
template <class Number, size_t Numbers>
constexpr sos<Numbers / 5> sos_from_cmsis(const Number (&taps)[Numbers]) noexcept {
  static_assert(Numbers % 5 == 0, "CMSIS-DSP has five numbers a section: b0, b1, b2, a1, a2");
  sos<Numbers / 5> rows{};
  for (size_t i = 0; i < rows.size(); ++i) {
    const Number* s = taps + 5 * i;
    rows[i] = {static_cast<double>(s[0]),  static_cast<double>(s[1]), static_cast<double>(s[2]), 1,
               -static_cast<double>(s[3]), -static_cast<double>(s[4])};
  }
  return rows;
}

}  // namespace mote
