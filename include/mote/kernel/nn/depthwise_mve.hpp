// depthwise_mve.hpp - 16 channels at once with Helium vectors: Cortex-M52, M55, M85. Floor 1.
#pragma once

#include "depthwise_scalar.hpp"
#include "project_mve.hpp"

#if MOTE_HAS_MVE

namespace mote::kernel {

namespace detail::nn {
/// sums = start + the products of 16 channels from c on.
///
/// Shape    `w` is at channel c of the first tap; the next tap is `step` behind
/// Time     16 instructions a tap. By hand: GCC 12 keeps what it needs later in memory
MOTE_ALWAYS_INLINE void sixteen_channels(const int8_t* const* taps, uint32_t count, uint32_t c,
                                         const int8_t* w, uint32_t step, const int32_t* start,
                                         int32_t* sums) noexcept {
  const int8_t* from;
  __asm__ volatile(  // Q4: channels 0, 4, 8, 12; Q5: 1, 5, ...; Q6: 2, 6, ...; Q7: 3, 7, ...
      "vld40.32 {q4, q5, q6, q7}, [%[start]]\n\t"
      "vld41.32 {q4, q5, q6, q7}, [%[start]]\n\t"
      "vld42.32 {q4, q5, q6, q7}, [%[start]]\n\t"
      "vld43.32 {q4, q5, q6, q7}, [%[start]]\n\t"
      "dls lr, %[count]\n\t"
      "1:\n\t"
      "ldr %[from], [%[taps]], #4\n\t"
      "vldrb.8 q1, [%[w]]\n\t"
      "add %[from], %[from], %[c]\n\t"
      "add %[w], %[w], %[step]\n\t"
      "vldrb.8 q0, [%[from]]\n\t"
      "vmullb.s8 q2, q0, q1\n\t"
      "vmullt.s8 q3, q0, q1\n\t"
      "vmovlb.s16 q0, q2\n\t"
      "vmovlt.s16 q2, q2\n\t"
      "vadd.i32 q4, q4, q0\n\t"
      "vadd.i32 q6, q6, q2\n\t"
      "vmovlb.s16 q0, q3\n\t"
      "vmovlt.s16 q3, q3\n\t"
      "vadd.i32 q5, q5, q0\n\t"
      "vadd.i32 q7, q7, q3\n\t"
      "le lr, 1b\n\t"
      "vst40.32 {q4, q5, q6, q7}, [%[sums]]\n\t"
      "vst41.32 {q4, q5, q6, q7}, [%[sums]]\n\t"
      "vst42.32 {q4, q5, q6, q7}, [%[sums]]\n\t"
      "vst43.32 {q4, q5, q6, q7}, [%[sums]]\n\t"
      : [taps] "+r"(taps), [w] "+r"(w), [from] "=&r"(from)
      : [count] "r"(count), [c] "r"(c), [step] "r"(step), [start] "r"(start), [sums] "r"(sums)
      : "q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "lr", "cc", "memory");
}

/// sums = start + the products of 8 channels from c on.
///
/// Time     11 instructions a tap
MOTE_ALWAYS_INLINE void eight_channels(const int8_t* const* taps, uint32_t count, uint32_t c,
                                       const int8_t* w, uint32_t step, const int32_t* start,
                                       int32_t* sums) noexcept {
  const int8_t* from;
  __asm__ volatile(  // Q4: channels 0, 2, 4, 6; Q5: 1, 3, 5, 7
      "vld20.32 {q4, q5}, [%[start]]\n\t"
      "vld21.32 {q4, q5}, [%[start]]\n\t"
      "dls lr, %[count]\n\t"
      "1:\n\t"
      "ldr %[from], [%[taps]], #4\n\t"
      "vldrb.s16 q1, [%[w]]\n\t"
      "add %[from], %[from], %[c]\n\t"
      "add %[w], %[w], %[step]\n\t"
      "vldrb.s16 q0, [%[from]]\n\t"
      "vmullb.s16 q2, q0, q1\n\t"
      "vmullt.s16 q3, q0, q1\n\t"
      "vadd.i32 q4, q4, q2\n\t"
      "vadd.i32 q5, q5, q3\n\t"
      "le lr, 1b\n\t"
      "vst20.32 {q4, q5}, [%[sums]]\n\t"
      "vst21.32 {q4, q5}, [%[sums]]\n\t"
      : [taps] "+r"(taps), [w] "+l"(w), [from] "=&l"(from)
      : [count] "r"(count), [c] "r"(c), [step] "r"(step), [start] "r"(start), [sums] "r"(sums)
      : "q0", "q1", "q2", "q3", "q4", "q5", "lr", "cc", "memory");
}

/// sums = start + the products of the channels from c on, of which up to four are taken.
MOTE_ALWAYS_INLINE void some_channels(const layer_weights<int8_t>& layer, const int8_t* const* taps,
                                      size_t ahead, size_t c, int32_t* sums) noexcept {
  const mve_pred16_t some = vctp32q(static_cast<uint32_t>(layer.outputs - c));
  int32x4_t held = vldrwq_z_s32(layer.start + c, some);
  const int8_t* w = layer.weights + c;
  for (size_t t = 0; t < layer.inputs; ++t) {
    held =
        vaddq_s32(held, vmulq_s32(vldrbq_z_s32(taps[t] + ahead + c, some), vldrbq_z_s32(w, some)));
    w += layer.outputs;
  }
  vstrwq_p_s32(sums, held, some);
}
}  // namespace detail::nn

/// Up to 64 channels are finished together.
inline void depthwise(const layer_weights<int8_t>& layer, const int8_t* const* taps, size_t ahead,
                      int8_t* out, target::mve) noexcept {
  const uint32_t channels = layer.outputs, count = layer.inputs;
  const auto shift = static_cast<uint32_t>(ahead);
  int32_t sums[64];
  for (uint32_t k = 0; k < channels; k += 64) {
    const uint32_t now = channels - k < 64 ? channels - k : 64;
    uint32_t c = 0;
    for (; c + 16 <= now; c += 16) {
      detail::nn::sixteen_channels(taps, count, shift + k + c, layer.weights + k + c, channels,
                                   layer.start + k + c, sums + c);
    }
    if (c + 8 <= now) {
      detail::nn::eight_channels(taps, count, shift + k + c, layer.weights + k + c, channels,
                                 layer.start + k + c, sums + c);
      c += 8;
    }
    for (; c < now; c += 4) detail::nn::some_channels(layer, taps, ahead, k + c, sums + c);
    detail::nn::finish_sums(layer, k, sums, now, out + k);
  }
}

}  // namespace mote::kernel
#endif
