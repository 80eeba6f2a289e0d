// requantize.hpp - from a sum of products in 32 bits to the next layer's numbers. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/numeric.hpp"
#include "../../core/target.hpp"
#include "../best.hpp"
#include "../number/clip.hpp"
#include "../row/in_flash.hpp"
#include "requantize_mve.hpp"

namespace mote::kernel {

namespace detail::nn {
/// (2 * sum * factor + 2^31) >> 32.
constexpr int32_t high_product(int32_t sum, int32_t factor) noexcept {
  if constexpr (target::long_multiply) {
    return static_cast<int32_t>((int64_t{sum} * factor + (int64_t{1} << 30)) >> 31);
  } else {  // halves: a fourth of what a product of 64 bits costs there
    const int32_t twice = 2 * sum, upper = twice >> 16, by = factor >> 16;
    const uint32_t lower = static_cast<uint32_t>(twice) & 0xffffu;
    const uint32_t by_low = static_cast<uint32_t>(factor) & 0xffffu;
    const int32_t middle =
        upper * static_cast<int32_t>(by_low) + static_cast<int32_t>((lower * by_low) >> 16);
    const uint32_t rest =
        static_cast<uint32_t>(by) * lower + (static_cast<uint32_t>(middle) & 0xffffu) + 0x8000u;
    return upper * by + (middle >> 16) + static_cast<int32_t>(rest >> 16);
  }
}
/// (high + 2^(shift - 1)) >> shift, halves away from 0.
constexpr int32_t rounded_shift(int32_t high, int32_t shift) noexcept {
  return (high + (high >> 31) + (int32_t{1} << (shift - 1))) >> shift;
}
}  // namespace detail::nn

/// sum * factor * 2^(-31 - shift): the product rounded to 2^-shift, halves up, then to a whole
/// number, halves away from 0.
///
/// Range    |sum| < 2^30, factor >= 0, shift in [1, 31]
/// Target   bit-exact
/// Source   the rule of TensorFlow Lite Micro's reference kernels and of CMSIS-NN
constexpr int32_t requantized(int32_t sum, int32_t factor, int32_t shift, target::scalar) noexcept {
  return detail::nn::rounded_shift(detail::nn::high_product(sum, factor), shift);
}
#if MOTE_HAS_DSP
MOTE_ALWAYS_INLINE int32_t requantized(int32_t sum, int32_t factor, int32_t shift,
                                       target::dsp) noexcept {
  int32_t high;
  __asm__("smmulr %0, %1, %2" : "=r"(high) : "r"(2 * sum), "r"(factor));
  return detail::nn::rounded_shift(high, shift);
}
#endif
constexpr int32_t requantized(int32_t sum, int32_t factor, int32_t shift) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return requantized(sum, factor, shift, definition{});
  return requantized(sum, factor, shift, best<int32_t>{});
}

/// out[k] = requantized sum k + Zero, limited to [Lowest, the highest of Out].
///
/// Sample   int32_t to int8_t or int16_t. `factors` and `shifts` are pointers, or flash_pointers
///          where flash is apart
/// Target   bit-exact
template <size_t Count, int32_t Zero, int32_t Lowest, class Out, class Factors, class Shifts>
constexpr void requantize(const int32_t* sums, Factors factors, Shifts shifts, Out* out,
                          target::scalar) noexcept {
  for (size_t k = 0; k < Count; ++k) {
    const int32_t whole = requantized(sums[k], factors[k], static_cast<int32_t>(shifts[k])) + Zero;
    if constexpr (Lowest == numeric<Out>::lowest) {
      out[k] = clipped<Out>(whole);
    } else {
      out[k] = whole < Lowest ? static_cast<Out>(Lowest) : clipped<Out>(whole);
    }
  }
}

#if MOTE_HAS_DSP
/// What the shift drops last is the carry, so that rounding and Zero are one addition.
template <size_t Count, int32_t Zero, int32_t Lowest, class Out>
inline void requantize(const int32_t* sums, const int32_t* factors, const uint8_t* shifts, Out* out,
                       target::dsp) noexcept {
  const Out* const end = out + Count;
  do {
    int32_t whole;
    __asm__(
        "smmulr %0, %1, %2\n\t"
        "add %0, %0, %0, asr #31\n\t"
        "asrs %0, %0, %3\n\t"
        "adc %0, %0, %4"
        : "=&r"(whole)
        : "r"(2 * *sums++), "r"(*factors++), "r"(uint32_t{*shifts++}), "Ir"(Zero)
        : "cc");
    if constexpr (Lowest != numeric<Out>::lowest) whole = whole < Lowest ? Lowest : whole;
    *out++ = clipped<Out>(whole);
  } while (out != end);
}
#endif

template <size_t Count, int32_t Zero, int32_t Lowest, class Out, class Factors, class Shifts>
constexpr void requantize(const int32_t* sums, Factors factors, Shifts shifts, Out* out) noexcept {
  if (MOTE_CONSTANT_EVALUATED() || flash_is_apart) {
    requantize<Count, Zero, Lowest>(sums, factors, shifts, out, definition{});
  } else {
    requantize<Count, Zero, Lowest>(sums, factors, shifts, out, best<int32_t>{});
  }
}

}  // namespace mote::kernel
