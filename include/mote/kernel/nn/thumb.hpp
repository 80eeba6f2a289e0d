// thumb.hpp - two rows, or two channels, at once on eight registers: Cortex-M0. Floor 1.
#pragma once

#include "depthwise_scalar.hpp"
#include "project_scalar.hpp"

#if MOTE_HAS_THUMB == 1

namespace mote::kernel {

namespace detail::nn {
struct two_sums {
  int32_t upper, lower;
};

/// out[0] and out[1] = the numbers of outputs k and k + 1, as finished() gives them; of plain
/// layers.
///
/// Time     62 instructions and what puts nine registers in place. By hand: GCC 12 takes 100
MOTE_ALWAYS_INLINE void finish_two(const layer_weights<int8_t>& layer, size_t k, two_sums sums,
                                   int8_t* out) noexcept {
  register int32_t first __asm__("r0") = sums.upper;
  register const int32_t* factors __asm__("r3") = layer.factors + k;
  register int32_t zero __asm__("r8") = layer.zero;
  register int32_t lowest __asm__("r9") = layer.lowest;
  register int8_t* to __asm__("r10") = out;
  register int32_t second __asm__("r11") = sums.lower;
  register const int8_t* shifts __asm__("r12") = layer.shifts + k;
  // R0 * R1 by halves; what the last shifts of both roundings drop is the carry, as in finish.hpp.
  __asm__ volatile(
      ".syntax unified\n\t"
      ".macro mote_finish at\n\t"
      "ldmia r3!, {r1}\n\t"
      "ldrb r2, [r7, #\\at]\n\t"
      "lsls r0, r0, #1\n\t"
      "uxth r4, r0\n\t"
      "asrs r0, r0, #16\n\t"
      "uxth r5, r1\n\t"
      "lsrs r1, r1, #16\n\t"
      "movs r6, r4\n\t"
      "muls r6, r5, r6\n\t"
      "lsrs r6, r6, #16\n\t"
      "muls r5, r0, r5\n\t"
      "adds r5, r5, r6\n\t"
      "muls r4, r1, r4\n\t"
      "muls r0, r1, r0\n\t"
      "uxth r6, r5\n\t"
      "asrs r5, r5, #16\n\t"
      "adds r0, r0, r5\n\t"
      "adds r4, r4, r6\n\t"
      "lsrs r4, r4, #16\n\t"
      "adcs r0, r4\n\t"
      "mov r6, r8\n\t"
      "asrs r4, r0, #31\n\t"
      "adds r0, r0, r4\n\t"
      "asrs r0, r2\n\t"
      "adcs r0, r6\n\t"
      "cmp r0, r9\n\t"
      "bge 1f\n\t"
      "mov r0, r9\n\t"
      "1:\n\t"
      "cmp r0, #127\n\t"
      "ble 2f\n\t"
      "movs r0, #127\n\t"
      "2:\n\t"
      "mov r4, r10\n\t"
      "strb r0, [r4, #\\at]\n\t"
      ".endm\n\t"
      "push {r7}\n\t"
      "mov r7, r12\n\t"
      "mote_finish 0\n\t"
      "mov r0, r11\n\t"
      "mote_finish 1\n\t"
      "pop {r7}\n\t"
      ".purgem mote_finish\n\t"
      : "+r"(first), "+r"(factors)
      : "r"(zero), "r"(lowest), "r"(to), "r"(second), "r"(shifts)
      : "r1", "r2", "r4", "r5", "r6", "cc", "memory");
}
/// The same of every layer.
MOTE_ALWAYS_INLINE void finish_any_two(const layer_weights<int8_t>& layer, size_t k, two_sums sums,
                                       int8_t* out) noexcept {
  if (layer.is_plain) return finish_two(layer, k, sums, out);
  out[0] = finished(layer, k, sums.upper);
  out[1] = finished(layer, k + 1, sums.lower);
}

/// A sample times a weight of each of two rows: 8 instructions an input, and a branch for four. One
/// index walks along all three from the end of them. By hand, since GCC 12 runs out of the eight
/// registers.
///
/// Range    count >= 1
inline two_sums products_of_two(const int8_t* x, const int8_t* w, size_t count,
                                two_sums from) noexcept {
  register const int8_t* samples __asm__("r0") = x + count;
  register const int8_t* upper __asm__("r1") = w + count;
  register const int8_t* lower __asm__("r2") = w + 2 * count;
  register int32_t at __asm__("r3") = -static_cast<int32_t>(count);
  register int32_t up __asm__("r4") = from.upper;
  register int32_t low __asm__("r5") = from.lower;
  __asm__ volatile(
      ".syntax unified\n\t"
      ".macro mote_step\n\t"
      "ldrsb r6, [r0, r3]\n\t"
      "ldrsb r7, [r1, r3]\n\t"
      "muls r7, r6, r7\n\t"
      "adds r4, r4, r7\n\t"
      "ldrsb r7, [r2, r3]\n\t"
      "muls r7, r6, r7\n\t"
      "adds r5, r5, r7\n\t"
      "adds r3, r3, #1\n\t"
      ".endm\n\t"
      "push {r7}\n\t"
      "movs r6, #3\n\t"
      "ands r6, r3\n\t"
      "beq 2f\n\t"
      "1:\n\t"
      "mote_step\n\t"
      "movs r6, #3\n\t"
      "ands r6, r3\n\t"
      "bne 1b\n\t"
      "cmp r3, #0\n\t"
      "beq 3f\n\t"
      "2:\n\t"
      "mote_step\n\t"
      "mote_step\n\t"
      "mote_step\n\t"
      "mote_step\n\t"
      "bne 2b\n\t"
      "3:\n\t"
      "pop {r7}\n\t"
      ".purgem mote_step\n\t"
      : "+r"(samples), "+r"(upper), "+r"(lower), "+r"(at), "+r"(up), "+r"(low)
      :
      : "r6", "cc", "memory");
  return {up, low};
}
}  // namespace detail::nn

inline void project_pairs(const layer_weights<int8_t>& layer, const int8_t* x, size_t count,
                          int8_t* out) noexcept {
  const size_t inputs = layer.inputs, outputs = layer.outputs;
  for (; count != 0; --count) {
    const int8_t* weights = layer.weights;
    size_t k = 0;
    for (; k + 2 <= outputs; k += 2) {
      const detail::nn::two_sums sums =
          detail::nn::products_of_two(x, weights, inputs, {layer.start[k], layer.start[k + 1]});
      detail::nn::finish_any_two(layer, k, sums, out);
      out += 2;
      weights += 2 * inputs;
    }
    if (k < outputs) {
      int32_t sum = layer.start[k];
      for (size_t i = 0; i < inputs; ++i) sum += int{x[i]} * weights[i];
      *out++ = finished(layer, k, sum);
    }
    x += inputs;
  }
}

namespace detail::nn {
/// Adds the products of numbers c and c + 1 of `count` taps: 15 instructions for two. By hand: GCC
/// 12 runs out of the eight registers.
///
/// Shape    `w` is at the weight of c and of the first tap; the next tap is `step` behind
/// Range    count >= 1
inline two_sums products_of_channels(const int8_t* const* taps, size_t count, size_t c,
                                     const int8_t* w, size_t step, two_sums from) noexcept {
  register const int8_t* const* tap __asm__("r0") = taps;
  register const int8_t* weights __asm__("r1") = w;
  register size_t channel __asm__("r2") = c;
  register int32_t upper __asm__("r4") = from.upper;
  register int32_t lower __asm__("r5") = from.lower;
  register size_t channels __asm__("r8") = step;
  register const int8_t* const* end __asm__("r9") = taps + count;
  __asm__ volatile(
      ".syntax unified\n\t"
      "push {r7}\n\t"
      "1:\n\t"
      "ldmia r0!, {r6}\n\t"
      "ldrsb r7, [r6, r2]\n\t"
      "ldrb r3, [r1]\n\t"
      "sxtb r3, r3\n\t"
      "muls r7, r3, r7\n\t"
      "adds r4, r4, r7\n\t"
      "adds r6, r6, #1\n\t"
      "ldrsb r7, [r6, r2]\n\t"
      "ldrb r3, [r1, #1]\n\t"
      "sxtb r3, r3\n\t"
      "muls r7, r3, r7\n\t"
      "adds r5, r5, r7\n\t"
      "add r1, r8\n\t"
      "cmp r0, r9\n\t"
      "bne 1b\n\t"
      "pop {r7}\n\t"
      : "+r"(tap), "+r"(weights), "+r"(upper), "+r"(lower)
      : "r"(channel), "r"(channels), "r"(end)
      : "r3", "r6", "cc", "memory");
  return {upper, lower};
}
}  // namespace detail::nn

inline void depthwise_pairs(const layer_weights<int8_t>& layer, const int8_t* const* taps,
                            size_t ahead, int8_t* out) noexcept {
  const size_t channels = layer.outputs;
  size_t c = 0;
  for (; c + 2 <= channels; c += 2) {
    const detail::nn::two_sums sums =
        detail::nn::products_of_channels(taps, layer.inputs, ahead + c, layer.weights + c, channels,
                                         {layer.start[c], layer.start[c + 1]});
    detail::nn::finish_any_two(layer, c, sums, out);
    out += 2;
  }
  if (c < channels) *out = finished(layer, c, channel_sum(layer, taps, ahead + c, c));
}

}  // namespace mote::kernel
#endif
