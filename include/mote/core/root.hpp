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

/// The square root of a number of 32 bits, rounded down.
///
/// Time     16 steps of shifts and compares
/// Target   exact
constexpr uint16_t floor_root(uint32_t square) noexcept {
  uint32_t root = 0;
  for (uint32_t bit = uint32_t{1} << 30; bit != 0; bit >>= 2) {
    if (square >= root + bit) {
      square -= root + bit;
      root = (root >> 1) + bit;
    } else {
      root >>= 1;
    }
  }
  return static_cast<uint16_t>(root);
}

}  // namespace mote
