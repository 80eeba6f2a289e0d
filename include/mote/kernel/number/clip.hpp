// clip.hpp - an integer limited to the range of a sample. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/numeric.hpp"
#include "../../core/target.hpp"

namespace mote::kernel {

#if MOTE_HAS_DSP
namespace detail::number {
template <size_t Bits>
MOTE_ALWAYS_INLINE int32_t ssat(int32_t v) noexcept {
  __asm__("ssat %0, %1, %0" : "+r"(v) : "I"(Bits));
  return v;
}
}  // namespace detail::number
#endif

/// value, limited to the range of Sample.
///
/// Sample   int8_t, int16_t, int32_t
/// Target   bit-exact; one instruction with the DSP extension
template <class Sample>
constexpr Sample clipped(int32_t value) noexcept {
#if MOTE_HAS_DSP
  if (!MOTE_CONSTANT_EVALUATED()) {
    if constexpr (sizeof(Sample) < 4) {
      return static_cast<Sample>(detail::number::ssat<8 * sizeof(Sample)>(value));
    }
  }
#endif
  return static_cast<Sample>(value < numeric<Sample>::lowest    ? numeric<Sample>::lowest
                             : value > numeric<Sample>::highest ? numeric<Sample>::highest
                                                                : value);
}

}  // namespace mote::kernel
