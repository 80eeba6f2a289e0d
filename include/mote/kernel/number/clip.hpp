// clip.hpp - an integer limited to the range of a sample. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/numeric.hpp"
#include "../../core/target.hpp"
#include "../best.hpp"

namespace mote::kernel {

/// value, limited to the range of Sample.
///
/// Sample   int8_t, int16_t, int32_t
/// Target   bit-exact; one instruction with the DSP extension
template <class Sample>
constexpr Sample clipped(int32_t value, target::scalar) noexcept {
  return static_cast<Sample>(value < numeric<Sample>::lowest    ? numeric<Sample>::lowest
                             : value > numeric<Sample>::highest ? numeric<Sample>::highest
                                                                : value);
}

#if MOTE_HAS_DSP
template <class Sample>
MOTE_ALWAYS_INLINE Sample clipped(int32_t value, target::dsp) noexcept {
  if constexpr (sizeof(Sample) < 4) {
    __asm__("ssat %0, %1, %0" : "+r"(value) : "I"(8 * sizeof(Sample)));
  }
  return static_cast<Sample>(value);
}
#endif

template <class Sample>
constexpr Sample clipped(int32_t value) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return clipped<Sample>(value, definition{});
  return clipped<Sample>(value, best<Sample>{});
}

}  // namespace mote::kernel
