// root.hpp - square roots of whole numbers. Floor 0.
#pragma once

#include <stdint.h>

namespace mote {

/// The square root, rounded to nearest; a tie cannot occur.
///
/// Sample   uint32_t, uint64_t
/// Time     a step of shifts and compares for every two bits of the type
/// Target   exact
template <class Unsigned>
constexpr Unsigned nearest_root(Unsigned square) noexcept {
  static_assert(Unsigned(-1) > 0 && sizeof(Unsigned) >= 4,
                "nearest_root takes uint32_t or uint64_t");
  constexpr int top = static_cast<int>(8 * sizeof(Unsigned)) - 2;
  Unsigned root = 0;
  for (Unsigned bit = Unsigned{1} << top; bit != 0; bit >>= 2) {
    const Unsigned trial = root + bit;
    root >>= 1;
    if (square >= trial) {
      square -= trial;
      root += bit;
    }
  }
  return square > root ? root + 1 : root;
}

}  // namespace mote
