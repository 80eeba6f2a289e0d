// rounding.hpp - from a sum of products to a sample: the shift that ends every filter. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/numeric.hpp"
#include "clip.hpp"

namespace mote::kernel {

/// (sum + half) >> bits, saturated. The half is where the sum starts, so that it costs nothing.
///
/// Range    bits in [1, 31]; for samples below 32 bits the shifted sum fits into 32 bits
template <class Sample>
struct rounding {
  int bits;

  template <class Acc>
  constexpr Acc start() const noexcept {
    return static_cast<Acc>(static_cast<Acc>(1) << (bits - 1));
  }
  constexpr Sample operator()(int32_t sum) const noexcept { return clipped<Sample>(sum >> bits); }
  constexpr Sample operator()(int64_t sum) const noexcept {
    return halves(static_cast<uint32_t>(static_cast<uint64_t>(sum) & 0xffffffffu),
                  static_cast<uint32_t>(static_cast<uint64_t>(sum) >> 32));
  }
  /// The same of a sum in two words.
  constexpr Sample halves(uint32_t low, uint32_t high) const noexcept {
    const int32_t v = static_cast<int32_t>((low >> bits) | (high << (32 - bits)));
    if constexpr (sizeof(Sample) < 4) {
      return clipped<Sample>(v);
    } else {
      const int32_t above = static_cast<int32_t>(high) >> bits;
      if (above == v >> 31) return v;
      return above < 0 ? numeric<Sample>::lowest : numeric<Sample>::highest;
    }
  }
};

/// The same with a shift that the compiler knows.
template <class Sample, int Bits>
struct rounding_by {
  template <class Acc>
  constexpr Acc start() const noexcept {
    return rounding<Sample>{Bits}.template start<Acc>();
  }
  template <class Acc>
  constexpr Sample operator()(Acc sum) const noexcept {
    return rounding<Sample>{Bits}(sum);
  }
  constexpr Sample halves(uint32_t low, uint32_t high) const noexcept {
    return rounding<Sample>{Bits}.halves(low, high);
  }
};

/// Of float: nothing to do.
struct no_rounding {
  template <class Acc>
  constexpr Acc start() const noexcept {
    return 0;
  }
  constexpr float operator()(float sum) const noexcept { return sum; }
};

}  // namespace mote::kernel
