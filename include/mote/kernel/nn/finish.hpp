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

/// value, limited to lowest ... highest.
template <class Sample, class Value>
constexpr Sample limited_to(Value value, Value lowest, Value highest) noexcept {
  return static_cast<Sample>(value < lowest ? lowest : value > highest ? highest : value);
}

/// The number of output k whose sum is `sum`.
constexpr int8_t finished(const layer_weights<int8_t>& layer, size_t k, int32_t sum) noexcept {
  const int32_t factor = layer.factors[k], shift = layer.shifts[k];
  return limited_to<int8_t, int32_t>(layer.zero + requantized_by_any(sum, factor, shift),
                                     layer.lowest, layer.highest);
}
MOTE_ALWAYS_INLINE constexpr float finished(const layer_weights<float>& layer, size_t,
                                            float sum) noexcept {
  return limited_to<float>(sum, layer.lowest, layer.highest);
}

/// The number of a sum of two layers.
constexpr int8_t added(const add_scales& scales, int8_t first, int8_t second) noexcept {
  constexpr int32_t more = int32_t{1} << 20;
  const int32_t sum = requantized_by_any((first - scales.first_zero) * more, scales.first_factor,
                                         scales.first_shift) +
                      requantized_by_any((second - scales.second_zero) * more, scales.second_factor,
                                         scales.second_shift);
  return limited_to<int8_t, int32_t>(
      scales.zero + requantized_by_any(sum, scales.factor, scales.shift), scales.lowest,
      scales.highest);
}

#if MOTE_HAS_DSP && !MOTE_HAS_MVE
namespace detail::nn {
/// requantized_by_any() of half of `twice`, of shifts to the right or by 0, plus `more`.
///
/// What the shift drops last is the carry, so that rounding and `more` are one addition; a shift by
/// 0 leaves the carry of ADDS, which undoes what ADDS did.
MOTE_ALWAYS_INLINE int32_t rescaled(int32_t twice, int32_t factor, int32_t shift,
                                    int32_t more) noexcept {
  int32_t whole;
  __asm__ volatile(
      "smmulr %0, %1, %2\n\t"
      "adds %0, %0, %0, asr #31\n\t"
      "asrs %0, %0, %3\n\t"
      "adc %0, %0, %4"
      : "=&r"(whole)
      : "r"(twice), "r"(factor), "r"(shift), "Ir"(more)
      : "cc");
  return whole;
}
}  // namespace detail::nn

/// Walks along the factors and shifts of a plain layer and along its outputs. USAT keeps what is
/// above `lowest`, SSAT what is below 128.
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
  MOTE_ALWAYS_INLINE void next(int32_t sum) noexcept { *out++ = of(sum, *factors++, *shifts++); }
  /// The next output of two, of which the second's is `step` behind the first's.
  MOTE_ALWAYS_INLINE void next(int32_t first, int32_t second, size_t step) noexcept {
    const int32_t factor = *factors++, shift = *shifts++;
    out[step] = of(second, factor, shift);
    *out++ = of(first, factor, shift);
  }

 private:
  MOTE_ALWAYS_INLINE int8_t of(int32_t sum, int32_t factor, int32_t shift) const noexcept {
    int32_t whole = detail::nn::rescaled(2 * sum, factor, shift, above);
    __asm__ volatile(
        "usat %0, #8, %0\n\t"
        "add %0, %0, %1\n\t"
        "ssat %0, #8, %0"
        : "+&r"(whole)
        : "r"(lowest));
    return static_cast<int8_t>(whole);
  }
};
#endif

}  // namespace mote::kernel
