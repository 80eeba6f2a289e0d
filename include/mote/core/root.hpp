// root.hpp - square roots of whole numbers. Floor 0.
#pragma once

#include <stdint.h>

#include "target.hpp"

namespace mote {

namespace detail::core {

/// The square root rounded down, and what the number has more than its square.
template <class Unsigned>
struct root_and_rest {
  Unsigned root, rest;
};

template <class Unsigned>
MOTE_ALWAYS_INLINE constexpr root_and_rest<Unsigned> root_of(Unsigned square) noexcept {
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
  return {root, square};
}

}  // namespace detail::core

/// The square root, rounded to nearest; a tie cannot occur.
///
/// Sample   uint32_t, uint64_t
/// Time     a step of shifts and compares for every two bits of the type
/// Target   exact
template <class Unsigned>
constexpr Unsigned nearest_root(Unsigned square) noexcept {
  const detail::core::root_and_rest<Unsigned> found = detail::core::root_of(square);
  return found.rest > found.root ? found.root + 1 : found.root;
}

/// The square root of a number of 32 bits, rounded down.
constexpr uint16_t floor_root(uint32_t square) noexcept {
  return static_cast<uint16_t>(detail::core::root_of(square).root);
}

}  // namespace mote
