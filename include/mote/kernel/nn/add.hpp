// add.hpp - two layers of bytes added on a common scale. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "add_mve.hpp"
#include "finish.hpp"

namespace mote::kernel {

/// One for all layers of a program. `out` may be one of the inputs.
///
/// Target   bit-exact
inline MOTE_NOINLINE constexpr void add(const add_scales& scales, const int8_t* first,
                                        const int8_t* second, size_t count, int8_t* out) noexcept {
#if MOTE_HAS_MVE
  if (!MOTE_CONSTANT_EVALUATED() && scales.shifts_right()) {
    const size_t whole = count / 4 * 4;
    add_fours(scales, first, second, whole, out);
    first += whole;
    second += whole;
    out += whole;
    count -= whole;
  }
#endif
  for (size_t i = 0; i < count; ++i) out[i] = added(scales, first[i], second[i]);
}

}  // namespace mote::kernel
