// square_sum.hpp - the sum of a few squares of 20-bit numbers, exact. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/target.hpp"
#include "../../core/traits.hpp"

namespace mote::kernel {

/// Adds up size * (size + 1), which is the square of the middle of [size, size + 1] less 1/4: for
/// sizes that were rounded down.
///
/// Range    sizes below 2^20; at most 64 of them
/// Target   bit-exact: two ways to the same bits, with a product of 64 bits, and without one
struct long_square_sum {
  constexpr void add(uint32_t size) noexcept { sum += uint64_t{size} * (size + 1); }
  constexpr uint64_t value() const noexcept { return sum; }

  uint64_t sum = 0;
};
struct short_square_sum {
  constexpr void add(uint32_t size) noexcept {  // size = 16 high + low
    const uint32_t high = size >> 4;
    const uint32_t low = size & 15u;
    squares += uint32_t{high * high};
    rest += low * (2 * size - low) + size;
  }
  constexpr uint64_t value() const noexcept { return (squares << 8) + rest; }

  uint64_t squares = 0;
  uint32_t rest = 0;
};

using square_sum = traits::choose_t<target::long_multiply, long_square_sum, short_square_sum>;

}  // namespace mote::kernel
