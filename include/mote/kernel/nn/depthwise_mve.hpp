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
}  // namespace detail::nn

inline void depthwise(const layer_weights<int8_t>& layer, const int8_t* const* taps, size_t ahead,
                      int8_t* out, target::mve) noexcept {
  const size_t channels = layer.outputs, count = layer.inputs;
  int32_t held[16];
  size_t c = 0;
  for (; c + 16 <= channels; c += 16) {
    detail::nn::sixteen_channels(taps, static_cast<uint32_t>(count), static_cast<uint32_t>(ahead + c),
                                 layer.weights + c, static_cast<uint32_t>(channels),
                                 layer.start + c, held);
    detail::nn::finish_sums(layer, c, held, 16, out + c);
  }
  for (; c < channels; c += 4) {
    const mve_pred16_t some = vctp32q(static_cast<uint32_t>(channels - c));
    int32x4_t sums = vldrwq_z_s32(layer.start + c, some);
    const int8_t* weights = layer.weights + c;
    for (size_t t = 0; t < count; ++t) {
      sums =
          vaddq_s32(sums, vmulq_s32(vldrbq_z_s32(taps[t] + ahead + c, some), vldrbq_z_s32(weights, some)));
      weights += channels;
    }
    vstrwq_s32(held, sums);
    detail::nn::finish_sums(layer, c, held,
                            static_cast<uint32_t>(channels - c < 4 ? channels - c : 4), out + c);
  }
}

}  // namespace mote::kernel
#endif
