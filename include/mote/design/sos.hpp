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

}  // namespace mote
