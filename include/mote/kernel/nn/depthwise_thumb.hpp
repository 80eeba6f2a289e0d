// depthwise_thumb.hpp - two channels at once on eight registers: Cortex-M0. Floor 1.
#pragma once

#include "depthwise_scalar.hpp"
#include "project_thumb.hpp"

#if MOTE_HAS_THUMB == 1

namespace mote::kernel {

namespace detail::nn {
/// Adds the products of channels c and c + 1 of `count` taps: 15 instructions for two. By hand: GCC
/// 12 runs out of the eight registers.
///
/// Shape    `w` is at channel c of the first tap; the next tap is `step` behind
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
                            int8_t* out) noexcept {
  const size_t channels = layer.outputs;
  size_t c = 0;
  for (; c + 2 <= channels; c += 2) {
    const detail::nn::two_sums sums = detail::nn::products_of_channels(
        taps, layer.inputs, c, layer.weights + c, channels, {layer.start[c], layer.start[c + 1]});
    *out++ = finished(layer, c, sums.upper);
    *out++ = finished(layer, c + 1, sums.lower);
  }
  if (c < channels) {
    int32_t sum = layer.start[c];
    const int8_t* weight = layer.weights + c;
    for (size_t t = 0; t < layer.inputs; ++t) {
      sum += int{taps[t][c]} * *weight;
      weight += channels;
    }
    *out = finished(layer, c, sum);
  }
}

}  // namespace mote::kernel
#endif
