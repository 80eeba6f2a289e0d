// finish.hpp - from the sum of an output to a number of the next layer. Floor 1.
#pragma once

#include "../../core/bits.hpp"
#include "requantize.hpp"
#include "weights.hpp"

namespace mote::kernel {

/// requantized() for every shift: one that is 0 rounds once, and of one below 0 the sum is first
/// multiplied by 2^-shift.
///
/// Range    |sum| * 2^max(0, -shift) < 2^30
constexpr int32_t requantized_by_any(int32_t sum, int32_t factor, int32_t shift) noexcept {
  if (shift > 0) return requantized(sum, factor, shift);
  return detail::nn::high_product(sum * (int32_t{1} << -shift), factor);
}

/// The number of output k whose sum is `sum`.
constexpr int8_t finished(const layer_weights<int8_t>& layer, size_t k, int32_t sum) noexcept {
  const int32_t factor = layer.factors[k], shift = layer.shifts[k];
  const int32_t whole = layer.zero + requantized_by_any(sum, factor, shift);
  return static_cast<int8_t>(whole < layer.lowest    ? layer.lowest
                             : whole > layer.highest ? layer.highest
                                                     : whole);
}
MOTE_ALWAYS_INLINE constexpr float finished(const layer_weights<float>& layer, size_t,
                                            float sum) noexcept {
  return sum < layer.lowest ? layer.lowest : sum > layer.highest ? layer.highest : sum;
}

/// The number of a sum of two layers.
constexpr int8_t added(const add_scales& scales, int8_t first, int8_t second) noexcept {
  constexpr int32_t more = int32_t{1} << 20;
  const int32_t sum = requantized_by_any((first - scales.first_zero) * more, scales.first_factor,
                                         scales.first_shift) +
                      requantized_by_any((second - scales.second_zero) * more, scales.second_factor,
                                         scales.second_shift);
  const int32_t whole = requantized_by_any(sum, scales.factor, scales.shift) + scales.zero;
  return static_cast<int8_t>(whole < scales.lowest    ? scales.lowest
                             : whole > scales.highest ? scales.highest
                                                      : whole);
}

#if MOTE_HAS_DSP && !MOTE_HAS_MVE
/// Walks along the factors and shifts of a plain layer and along its outputs.
///
/// What a shift drops last is the carry, so that rounding and the zero point are one addition; a
/// shift by 0 leaves the carry of ADDS, which undoes what ADDS did. USAT keeps what is above
/// `lowest`, SSAT what is below 128.
struct finisher {
  const int32_t* factors;
  const int8_t* shifts;
  int8_t* out;
  int32_t above, lowest;  // the zero point less `lowest`

  MOTE_ALWAYS_INLINE finisher(const layer_weights<int8_t>& layer, int8_t* to) noexcept
      : factors(layer.factors),
        shifts(layer.shifts),
        out(to),
        above(layer.zero - layer.lowest),
        lowest(layer.lowest) {}

  /// The next output of one sample.
  MOTE_ALWAYS_INLINE void next(int32_t sum) noexcept {
    const int32_t high = multiplied(sum, *factors++);
    *out++ = rounded(high, *shifts++);
  }
  /// The next output of two, of which the second's is `step` behind the first's.
  MOTE_ALWAYS_INLINE void next(int32_t first, int32_t second, size_t step) noexcept {
    const int32_t factor = *factors++, shift = *shifts++;
    out[step] = rounded(multiplied(second, factor), shift);
    *out++ = rounded(multiplied(first, factor), shift);
  }

 private:
  static MOTE_ALWAYS_INLINE int32_t multiplied(int32_t sum, int32_t factor) noexcept {
    __asm__ volatile("smmulr %0, %1, %2" : "=r"(sum) : "r"(2 * sum), "r"(factor));
    return sum;
  }
  MOTE_ALWAYS_INLINE int8_t rounded(int32_t high, int32_t shift) const noexcept {
    __asm__ volatile(
        "adds %0, %0, %0, asr #31\n\t"
        "asrs %0, %0, %1\n\t"
        "adc %0, %0, %2\n\t"
        "usat %0, #8, %0\n\t"
        "add %0, %0, %3\n\t"
        "ssat %0, #8, %0"
        : "+&r"(high)
        : "r"(shift), "r"(above), "r"(lowest)
        : "cc");
    return static_cast<int8_t>(high);
  }
};
#endif

}  // namespace mote::kernel
