// depthwise_dsp.hpp - four channels at once: Cortex-M with DSP. Floor 1.
#pragma once

#include "depthwise_scalar.hpp"

#if MOTE_HAS_DSP && !MOTE_HAS_MVE

namespace mote::kernel {

namespace detail::nn {
/// Sums of four channels.
struct channel_sums {
  int32_t s0, s1, s2, s3;
};

/// Adds the products of numbers c to c + 3 of the taps: 12 instructions a tap, and three for two.
/// By hand: GCC 12 extends each byte on its own. R7 is put aside as in project_dsp.hpp.
MOTE_ALWAYS_INLINE channel_sums products_of_channels(const int8_t* const* taps, uint32_t count,
                                                     uint32_t c, const int8_t* w, uint32_t step,
                                                     const int32_t* from) noexcept {
  register const int8_t* const* tap __asm__("r0") = taps;
  register const int8_t* weights __asm__("r1") = w;
  register uint32_t channel __asm__("r2") = c;
  register uint32_t channels __asm__("r3") = step;
  register uint32_t turns __asm__("r4") = count;
  register int32_t s0 __asm__("r5") = from[0];
  register int32_t s1 __asm__("r6") = from[1];
  register int32_t s2 __asm__("r8") = from[2];
  register int32_t s3 __asm__("r9") = from[3];
  __asm__ volatile(
      ".macro mote_tap\n\t"
      "ldr r10, [r0], #4\n\t"
      "ldr r12, [r1]\n\t"
      "ldr r10, [r10, r2]\n\t"
      "add r1, r1, r3\n\t"
      "sxtb16 r7, r10\n\t"
      "sxtb16 lr, r12\n\t"
      "smlabb r5, r7, lr, r5\n\t"
      "smlatt r8, r7, lr, r8\n\t"
      "sxtb16 r10, r10, ror #8\n\t"
      "sxtb16 r12, r12, ror #8\n\t"
      "smlabb r6, r10, r12, r6\n\t"
      "smlatt r9, r10, r12, r9\n\t"
      ".endm\n\t"
      "push {r7}\n\t"
      "lsrs r4, r4, #1\n\t"
      "bcc 1f\n\t"
      "mote_tap\n\t"
      "1:\n\t"
      "beq 3f\n\t"
      "2:\n\t"
      "mote_tap\n\t"
      "mote_tap\n\t"
      "subs r4, r4, #1\n\t"
      "bne 2b\n\t"
      "3:\n\t"
      "pop {r7}\n\t"
      ".purgem mote_tap\n\t"
      : "+r"(tap), "+r"(weights), "+r"(turns), "+r"(s0), "+r"(s1), "+r"(s2), "+r"(s3)
      : "r"(channel), "r"(channels)
      : "r10", "r12", "lr", "cc", "memory");
  return {s0, s1, s2, s3};
}
}  // namespace detail::nn

inline void depthwise(const layer_weights<int8_t>& layer, const int8_t* const* taps, size_t ahead,
                      int8_t* out, target::dsp) noexcept {
  const size_t channels = layer.outputs;
  const auto count = layer.inputs;
  const int8_t* weights = layer.weights;
  const int32_t* start = layer.start;
  finisher finish{layer, out};
  uint32_t c = 0;
  for (; c + 4 <= channels; c += 4) {
    const detail::nn::channel_sums sums = detail::nn::products_of_channels(
        taps, count, ahead + c, weights, static_cast<uint32_t>(channels), start);
    finish.next(sums.s0);
    finish.next(sums.s1);
    finish.next(sums.s2);
    finish.next(sums.s3);
    weights += 4;
    start += 4;
  }
  for (; c < channels; ++c) finish.next(channel_sum(layer, taps, ahead + c, c));
}

}  // namespace mote::kernel
#endif
