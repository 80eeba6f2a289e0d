// mve.hpp - correlation with Helium vectors: Cortex-M52, M55, M85. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"

#if MOTE_HAS_MVE
#include <arm_mve.h>

namespace mote::kernel {

namespace detail::correlate {
/// A vector of taps, and its sum of products with samples from x on.
MOTE_ALWAYS_INLINE int16x8_t load(const int16_t* p) noexcept { return vldrhq_s16(p); }
MOTE_ALWAYS_INLINE int32x4_t load(const int32_t* p) noexcept { return vldrwq_s32(p); }
MOTE_ALWAYS_INLINE void add_row(int32_t& sum, const int16_t* x, int16x8_t taps) noexcept {
  sum = vmladavaq_s16(sum, load(x), taps);
}
MOTE_ALWAYS_INLINE void add_row(int64_t& sum, const int16_t* x, int16x8_t taps) noexcept {
  sum = vmlaldavaq_s16(sum, load(x), taps);
}
MOTE_ALWAYS_INLINE void add_row(int64_t& sum, const int32_t* x, int32x4_t taps) noexcept {
  sum = vmlaldavaq_s32(sum, load(x), taps);
}
}  // namespace detail::correlate

/// Four outputs at once: nine vector instructions for 32 products of int16_t, 16 of int32_t. N is a
/// multiple of the elements of a vector.
template <class Acc, size_t N, class T, class Out, class Round>
MOTE_NOINLINE void correlate(const T* x, const T* taps, Out out, size_t count, Round to_sample,
                             target::mve) noexcept {
  constexpr size_t row = 16 / sizeof(T);
  for (; count >= 4; count -= 4) {
    Acc first = to_sample.template start<Acc>(), second = first, third = first, fourth = first;
    const T* sample = x;
    const T* tap = taps;
    for (size_t n = N / row; n != 0; --n) {
      const auto some = detail::correlate::load(tap);
      detail::correlate::add_row(first, sample, some);
      detail::correlate::add_row(second, sample + 1, some);
      detail::correlate::add_row(third, sample + 2, some);
      detail::correlate::add_row(fourth, sample + 3, some);
      tap += row;
      sample += row;
    }
    out[0] = to_sample(first);
    out[1] = to_sample(second);
    out[2] = to_sample(third);
    out[3] = to_sample(fourth);
    x += 4;
    out += 4;
  }
  for (; count != 0; --count) {
    Acc sum = to_sample.template start<Acc>();
    for (size_t i = 0; i < N; i += row)
      detail::correlate::add_row(sum, x + i, detail::correlate::load(taps + i));
    out[0] = to_sample(sum);
    out += 1;
    ++x;
  }
}

#if MOTE_HAS_MVE_FLOAT
namespace detail::correlate {
MOTE_ALWAYS_INLINE void add_tap(float32x4_t (&sums)[4], const float* x, float tap) noexcept {
  sums[0] = vfmaq_n_f32(sums[0], vldrwq_f32(x), tap);
  sums[1] = vfmaq_n_f32(sums[1], vldrwq_f32(x + 4), tap);
  sums[2] = vfmaq_n_f32(sums[2], vldrwq_f32(x + 8), tap);
  sums[3] = vfmaq_n_f32(sums[3], vldrwq_f32(x + 12), tap);
}
/// Four outputs.
MOTE_ALWAYS_INLINE void store(float* out, float32x4_t sums) noexcept { vstrwq_f32(out, sums); }
template <class Out>
MOTE_ALWAYS_INLINE void store(Out out, float32x4_t sums) noexcept {
  for (size_t i = 0; i < 4; ++i) out[i] = sums[i];
}
/// Less than sixteen outputs.
template <size_t N, class Out>
MOTE_NOINLINE void correlate_few(const float* x, const float* taps, Out out,
                                 size_t count) noexcept {
  for (; count >= 4; count -= 4) {
    float32x4_t sum = vdupq_n_f32(0);
    for (size_t i = 0; i < N; ++i) sum = vfmaq_n_f32(sum, vldrwq_f32(x + i), taps[i]);
    detail::correlate::store(out, sum);
    out += 4;
    x += 4;
  }
  for (; count != 0; --count) {
    float32x4_t sums = vdupq_n_f32(0);
    size_t i = 0;
    for (; i + 4 <= N; i += 4) sums = vfmaq_f32(sums, vldrwq_f32(x + i), vldrwq_f32(taps + i));
    float sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    for (; i < N; ++i) sum += x[i] * taps[i];
    out[0] = sum;
    out += 1;
    ++x;
  }
}
}  // namespace detail::correlate

/// Sixteen outputs at once: a tap times four vectors.
template <class Acc, size_t N, class Out, class Round>
MOTE_NOINLINE void correlate(const float* x, const float* taps, Out out, size_t count, Round,
                             target::mve_float) noexcept {
  for (; count >= 16; count -= 16) {
    float32x4_t sums[4];
    sums[0] = sums[1] = sums[2] = sums[3] = vdupq_n_f32(0);
    const float* sample = x;
    const float* tap = taps;
    for (size_t n = N / 4; n != 0; --n) {
      detail::correlate::add_tap(sums, sample, tap[0]);
      detail::correlate::add_tap(sums, sample + 1, tap[1]);
      detail::correlate::add_tap(sums, sample + 2, tap[2]);
      detail::correlate::add_tap(sums, sample + 3, tap[3]);
      sample += 4;
      tap += 4;
    }
    for (size_t n = N % 4; n != 0; --n) detail::correlate::add_tap(sums, sample++, *tap++);
    detail::correlate::store(out, sums[0]);
    out += 4;
    detail::correlate::store(out, sums[1]);
    out += 4;
    detail::correlate::store(out, sums[2]);
    out += 4;
    detail::correlate::store(out, sums[3]);
    out += 4;
    x += 16;
  }
  if (count != 0) detail::correlate::correlate_few<N>(x, taps, out, count);
}
#endif

}  // namespace mote::kernel
#endif
