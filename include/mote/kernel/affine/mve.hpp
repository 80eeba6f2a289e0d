// mve.hpp - W x + b with Helium vectors: Cortex-M52, M55, M85. Floor 1.
#pragma once

#include "../../core/traits.hpp"
#include "products.hpp"

#if MOTE_HAS_MVE
#include <arm_mve.h>

namespace mote::kernel {

namespace detail::affine {
MOTE_ALWAYS_INLINE int8x16_t load(const int8_t* p) noexcept { return vldrbq_s8(p); }
MOTE_ALWAYS_INLINE int16x8_t load(const int16_t* p) noexcept { return vldrhq_s16(p); }
MOTE_ALWAYS_INLINE int8x16_t load(const int8_t* p, mve_pred16_t some) noexcept {
  return vldrbq_z_s8(p, some);
}
MOTE_ALWAYS_INLINE int16x8_t load(const int16_t* p, mve_pred16_t some) noexcept {
  return vldrhq_z_s16(p, some);
}
MOTE_ALWAYS_INLINE int32_t add(int32_t sum, int8x16_t x, int8x16_t w) noexcept {
  return vmladavaq_s8(sum, x, w);
}
MOTE_ALWAYS_INLINE int32_t add(int32_t sum, int16x8_t x, int16x8_t w) noexcept {
  return vmladavaq_s16(sum, x, w);
}
/// Of the first numbers of a vector: zeros stand beyond them.
template <class T>
MOTE_ALWAYS_INLINE mve_pred16_t first(uint32_t count) noexcept {
  return sizeof(T) == 1 ? vctp8q(count) : sizeof(T) == 2 ? vctp16q(count) : vctp32q(count);
}

/// Four rows of whole vectors, nine instructions a turn; up to four turns without a loop. By hand:
/// GCC 12 works out each address anew, and gathers four sums in memory to store them.
template <size_t Count, class T>
MOTE_ALWAYS_INLINE void four_rows(const T* x, const T* w, const int32_t* start,
                                  int32_t* out) noexcept {
  constexpr size_t turns = Count * sizeof(T) / 16;
  register const T* samples __asm__("r0") = x;
  register const int32_t* from __asm__("r1") = start;
  register int32_t* to __asm__("r2") = out;
  register const T* row __asm__("r3") = w;
  __asm__ volatile(  // sums in r4, r6, r8, r10, for they have to be even
      ".macro mote_row sum, row\n\t"
      ".if %c[bytes] == 1\n\t"
      "vldrb.8 q1, [\\row], #16\n\t"
      "vmladava.s8 \\sum, q0, q1\n\t"
      ".else\n\t"
      "vldrh.16 q1, [\\row], #16\n\t"
      "vmladava.s16 \\sum, q0, q1\n\t"
      ".endif\n\t"
      ".endm\n\t"
      "addw r5, r3, #%c[bytes] * %c[count]\n\t"
      "addw r9, r5, #%c[bytes] * %c[count]\n\t"
      "addw r12, r9, #%c[bytes] * %c[count]\n\t"
      "ldrd r4, r6, [r1]\n\t"
      "ldrd r8, r10, [r1, #8]\n\t"
      ".if %c[turns] > 4\n\t"
      "movw lr, #(%c[turns] / %c[at_once])\n\t"
      "dls lr, lr\n\t"
      "1:\n\t"
      ".endif\n\t"
      ".rept %c[at_once]\n\t"
      ".if %c[bytes] == 1\n\t"
      "vldrb.8 q0, [r0], #16\n\t"
      ".else\n\t"
      "vldrh.16 q0, [r0], #16\n\t"
      ".endif\n\t"
      "mote_row r4, r3\n\t"
      "mote_row r6, r5\n\t"
      "mote_row r8, r9\n\t"
      "mote_row r10, r12\n\t"
      ".endr\n\t"
      ".if %c[turns] > 4\n\t"
      "le lr, 1b\n\t"
      ".endif\n\t"
      "strd r4, r6, [r2]\n\t"
      "strd r8, r10, [r2, #8]\n\t"
      ".purgem mote_row\n\t"
      : "+r"(samples), "+r"(row)
      : "r"(from), "r"(to), [turns] "i"(turns), [at_once] "i"(turns > 4 ? 1 : turns),
        [bytes] "i"(sizeof(T)), [count] "i"(Count)
      : "r4", "r5", "r6", "r8", "r9", "r10", "r12", "lr", "q0", "q1", "memory");
}

/// Rows at once, so that a vector of samples is loaded once for all.
template <size_t Count, class T, size_t... K>
MOTE_ALWAYS_INLINE void add_vectors(const T* x, const T* w, const int32_t* start, int32_t* out,
                                    traits::indices<K...>) noexcept {
  constexpr size_t turn = 16 / sizeof(T);
  if constexpr (sizeof...(K) == 4 && Count % turn == 0 && Count * sizeof(T) < 4096) {
    four_rows<Count>(x, w, start, out);
  } else {
    int32_t sums[] = {start[K]...};
    const T* rows[] = {(w + K * Count)...};  // a pointer each steps by itself
    for (size_t n = Count / turn; n != 0; --n) {
      const auto samples = load(x);
      ((sums[K] = add(sums[K], samples, load(rows[K])), rows[K] += turn), ...);
      x += turn;
    }
    if constexpr (Count % turn != 0) {
      const mve_pred16_t some = first<T>(Count % turn);
      const auto samples = load(x, some);
      ((sums[K] = add(sums[K], samples, load(rows[K], some))), ...);
    }
    ((out[K] = sums[K]), ...);
  }
}
}  // namespace detail::affine

/// No part of the caller: GCC 12 takes what an intrinsic loads or stores for one number of it.
template <size_t Rows, size_t Count, class T>
MOTE_NOINLINE inline const T* affine(const T* x, const T* w, const int32_t* start, int32_t* out,
                                     target::mve) noexcept {
  for (size_t k = Rows / 4; k != 0; --k) {
    detail::affine::add_vectors<Count>(x, w, start, out, traits::indices_to<4>{});
    w += 4 * Count;
    start += 4;
    out += 4;
  }
  if constexpr (Rows % 4 != 0)
    detail::affine::add_vectors<Count>(x, w, start, out, traits::indices_to<Rows % 4>{});
  return w + Rows % 4 * Count;
}

#if MOTE_HAS_MVE_FLOAT
namespace detail::affine {
template <size_t Count, size_t... K>
MOTE_ALWAYS_INLINE void add_vectors(const float* x, const float* w, const float* start, float* out,
                                    traits::indices<K...>) noexcept {
  const float* rows[] = {(w + K * Count)...};
  float32x4_t sums[] = {vdupq_n_f32(static_cast<float>(K * 0))...};
  for (size_t n = Count / 4; n != 0; --n) {
    const float32x4_t samples = vldrwq_f32(x);
    ((sums[K] = vfmaq_f32(sums[K], samples, vldrwq_f32(rows[K])), rows[K] += 4), ...);
    x += 4;
  }
  if constexpr (Count % 4 != 0) {
    const mve_pred16_t some = first<float>(Count % 4);
    const float32x4_t samples = vldrwq_z_f32(x, some);
    ((sums[K] = vfmaq_f32(sums[K], samples, vldrwq_z_f32(rows[K], some))), ...);
  }
  float lanes[4 * sizeof...(K)];  // a Helium register is four of the FPU's, which GCC does not see
  (vstrwq_f32(lanes + 4 * K, sums[K]), ...);
  // GCC 12 takes the store for one of its first float, and reads the others before it.
  __asm__("" : "+m"(lanes));
  ((out[K] =
        start[K] + ((lanes[4 * K] + lanes[4 * K + 1]) + (lanes[4 * K + 2] + lanes[4 * K + 3]))),
   ...);
}
}  // namespace detail::affine

template <size_t Rows, size_t Count>
MOTE_NOINLINE inline const float* affine(const float* x, const float* w, const float* start,
                                         float* out, target::mve_float) noexcept {
  for (size_t k = Rows / 4; k != 0; --k) {
    detail::affine::add_vectors<Count>(x, w, start, out, traits::indices_to<4>{});
    w += 4 * Count;
    start += 4;
    out += 4;
  }
  if constexpr (Rows % 4 != 0)
    detail::affine::add_vectors<Count>(x, w, start, out, traits::indices_to<Rows % 4>{});
  return w + Rows % 4 * Count;
}
#endif

}  // namespace mote::kernel
#endif
