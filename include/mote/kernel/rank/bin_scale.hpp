// bin_scale.hpp - which of 128 equal bins between two numbers holds a third. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/log2.hpp"
#include "../../core/target.hpp"

namespace mote::kernel {

/// Cuts the numbers from lowest to highest into 128 bins of equal width; 8 of them in a row are one
/// of 16 bins of equal width. With d = x - lowest and R = highest - lowest as words of 32 bits, and
/// `coarse` the bits that R has above 16:
///
///   bin = ((d >> coarse) * floor((2^32 - 1) / ((R >> coarse) + 1))) >> 25
///
/// Range    lowest <= x <= highest, as int32_t or less
/// Time     one division of words for the scale; a product a number
struct bin_scale {
  static constexpr size_t bins = 128;
  static constexpr int to_bin = 25;

  uint32_t lowest;
  uint32_t factor;
  int coarse;

  constexpr bin_scale(int32_t low, int32_t high) noexcept
      : lowest{static_cast<uint32_t>(low)}, factor{0}, coarse{0} {
    const uint32_t range = static_cast<uint32_t>(high) - static_cast<uint32_t>(low);
    if (range > 0xffffu) coarse = highest_bit(range) - 15;
    factor = 0xffffffffu / ((range >> coarse) + 1);
  }
  constexpr size_t operator()(int32_t x) const noexcept {
    const uint32_t above = (static_cast<uint32_t>(x) - lowest) >> coarse;
    return static_cast<size_t>((above * factor) >> to_bin);
  }
  /// The smallest number that is in a bin, or would be in it.
  constexpr int32_t first_of(uint32_t bin) const noexcept {
    const uint32_t above = bin == 0 ? 0 : ((bin << to_bin) - 1) / factor + 1;
    return static_cast<int32_t>(lowest + (above << coarse));
  }
  /// The largest number that would be in a bin of 0 to 126.
  constexpr int32_t last_of(uint32_t bin) const noexcept {
    return static_cast<int32_t>(static_cast<uint32_t>(first_of(bin + 1)) - 1);
  }
};

}  // namespace mote::kernel
