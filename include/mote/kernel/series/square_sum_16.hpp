// square_sum_16.hpp - the sum of the squares of numbers of 16 bits. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/target.hpp"

namespace mote::kernel {

/// A sum of squares of numbers of 16 bits, with a sign or without.
struct square_sum_of_16_bits {
  uint32_t low = 0;
  uint32_t high = 0;

  MOTE_ALWAYS_INLINE constexpr void add(uint32_t x) noexcept {
#if MOTE_HAS_THUMB == 1
    if (!MOTE_CONSTANT_EVALUATED()) return add_now(x);
#endif
    const uint32_t square = x * x;
    low += square;
    if (low < square) ++high;
  }
#if MOTE_HAS_THUMB == 1
  MOTE_ALWAYS_INLINE void add_now(uint32_t x) noexcept {
    const uint32_t zero = 0;
    __asm__(".syntax unified\n\tmuls %2, %2\n\tadds %0, %2\n\tadcs %1, %3"
            : "+&l"(low), "+&l"(high), "+&l"(x)
            : "l"(zero)
            : "cc");
  }
#endif
  constexpr uint64_t value() const noexcept { return (uint64_t{high} << 32) | low; }
};

}  // namespace mote::kernel
