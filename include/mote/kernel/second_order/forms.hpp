// forms.hpp - the sums of taps that a section of float multiplies with. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/version.hpp"

namespace mote::kernel {

/// The transposed direct form II has the states s1 and s2: y = b0 x + s1. Poles near 0 Hz hang on
/// 1 + a1 + a2, those near half the rate on 1 - a1 + a2, and a1 and a2 in float are too coarse for
/// such sums. So a form holds w1 = s1 and
///   plain      w2 = s2:       w1' = b1 x - a1 y + w2,  w2' = b2 x - a2 y
///   summed     w2 = s1 + s2:  w1' = (b0 + b1) x - (1 + a1) y + w2,
///                             w2' = (b0 + b1 + b2) x - (1 + a1 + a2) y + w2
///   mirrored   w2 = s1 - s2:  w1' = (b1 - b0) x + (1 - a1) y - w2,
///                             w2' = (b1 - b0 - b2) x + (1 - a1 + a2) y - w2
enum class section_form : uint8_t { plain, summed, mirrored };

}  // namespace mote::kernel
