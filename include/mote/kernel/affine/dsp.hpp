// dsp.hpp - W x + b of integers by pairs of products: Cortex-M with DSP. Floor 1.
#pragma once

#include "../../core/traits.hpp"
#include "../row/word.hpp"
#include "products.hpp"

#if MOTE_HAS_DSP

namespace mote::kernel {

namespace detail::affine {
/// Four samples as two words of pairs.
struct pairs {
  uint32_t first, second;
};
MOTE_ALWAYS_INLINE pairs pairs_at(const int16_t* p) noexcept {
  return {word_at(p), word_at(p + 2)};
}
/// Of 8 bits the even ones and the odd ones.
MOTE_ALWAYS_INLINE pairs pairs_at(const int8_t* p) noexcept {
  uint32_t word, even, odd;
  __builtin_memcpy(&word, p, sizeof word);
  __asm__("sxtb16 %0, %1" : "=r"(even) : "r"(word));
  __asm__("sxtb16 %0, %1, ror #8" : "=r"(odd) : "r"(word));
  return {even, odd};
}
MOTE_ALWAYS_INLINE void add(narrow_sum& sum, pairs x, pairs w) noexcept {
  sum.add_pairs(x.first, w.first);
  sum.add_pairs(x.second, w.second);
}

/// A row each of K, four samples a turn: the samples are loaded once.
template <size_t Count, class T, size_t... K>
MOTE_ALWAYS_INLINE void add_rows(const T* x, const T* w, const int32_t* start, int32_t* out,
                                 traits::indices<K...>) noexcept {
  narrow_sum sums[] = {narrow_sum{start[K]}...};
  for (size_t n = Count / 4; n != 0; --n) {
    const pairs four = pairs_at(x);
    (add(sums[K], four, pairs_at(w + K * Count)), ...);
    x += 4;
    w += 4;
  }
  for (size_t n = Count % 4; n != 0; --n) {
    ((sums[K].sum += product(*x, w[K * Count])), ...);
    ++x;
    ++w;
  }
  ((out[K] = sums[K].value()), ...);
}
}  // namespace detail::affine

template <size_t Rows, size_t Count, class T>
inline const T* affine(const T* x, const T* w, const int32_t* start, int32_t* out,
                       target::dsp) noexcept {
  for (size_t k = Rows / 4; k != 0; --k) {
    detail::affine::add_rows<Count>(x, w, start, out, traits::indices_to<4>{});
    w += 4 * Count;
    start += 4;
    out += 4;
  }
  if constexpr (Rows % 4 != 0)
    detail::affine::add_rows<Count>(x, w, start, out, traits::indices_to<Rows % 4>{});
  return w + Rows % 4 * Count;
}

}  // namespace mote::kernel
#endif
