// whole_root.hpp - the square root of up to 50 bits, rounded down, at a core's own pace. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/target.hpp"
#include "../best.hpp"
#include "sqrt.hpp"

namespace mote::kernel {

namespace detail::number {
/// Two digits of the square for one of the root.
constexpr uint32_t root_of_word(uint32_t square, uint32_t& rest) noexcept {
  uint32_t root = 0;
  uint32_t bit = uint32_t{1} << 30;
  while (bit > square) bit >>= 2;
  for (; bit != 0; bit >>= 2) {
    const uint32_t trial = root + bit;
    root >>= 1;
    if (square >= trial) {
      square -= trial;
      root += bit;
    }
  }
  rest = square;
  return root;
}
}  // namespace detail::number

/// Range    square < 2^50
/// Time     by digits: a step for every two bits that the number has
/// Target   exact
constexpr uint32_t floor_root_of_50_bits(uint64_t square, target::scalar) noexcept {
  const uint32_t low = static_cast<uint32_t>(square);
  const uint32_t high = static_cast<uint32_t>(square >> 32);
  uint32_t rest = 0;
  if (high == 0) return detail::number::root_of_word(low, rest);
  uint32_t root = detail::number::root_of_word(high, rest);
  for (uint32_t digits = low, step = 0; step < 16; ++step, digits <<= 2) {
    rest = (rest << 2) | (digits >> 30);  // at most twice the root: below 2^27
    const uint32_t trial = (root << 2) | 1u;
    root <<= 1;
    if (rest >= trial) {
      rest -= trial;
      root |= 1u;
    }
  }
  return root;
}
#if MOTE_HAS_VFP
/// The FPU's root is off by little, and put right in integers: the result is that of the digits.
inline uint32_t floor_root_of_50_bits(uint64_t square, target::vfp) noexcept {
  if ((square >> 32) == 0) {
    const uint32_t word = static_cast<uint32_t>(square);
    uint32_t root = static_cast<uint32_t>(sqrt(static_cast<float>(word), target::vfp{}));
    if (root > 0xffffu) root = 0xffffu;
    if (root * root > word) return root - 1;
    return word - root * root > 2 * root ? root + 1 : root;
  }
  // 34 bits and more, of which float keeps 24: the root is within 2^-23 of itself, so below 8.
  const float high = static_cast<float>(static_cast<uint32_t>(square >> 18));
  uint32_t root = static_cast<uint32_t>(sqrt(high, target::vfp{}) * 512.0f);
  const int64_t rest = static_cast<int64_t>(square - uint64_t{root} * root);
  const float shift = static_cast<float>(static_cast<int32_t>(rest >> 8)) * 128.0f;
  root = static_cast<uint32_t>(static_cast<int32_t>(root) +
                               static_cast<int32_t>(shift / static_cast<float>(root)));
  while (uint64_t{root} * root > square) --root;
  while (square - uint64_t{root} * root > 2 * uint64_t{root}) ++root;
  return root;
}
#endif
MOTE_NOINLINE constexpr uint32_t floor_root_of_50_bits(uint64_t square) noexcept {
  return MOTE_CONSTANT_EVALUATED() ? floor_root_of_50_bits(square, definition{})
                                   : floor_root_of_50_bits(square, best<float>{});
}

}  // namespace mote::kernel
