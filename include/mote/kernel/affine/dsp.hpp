// dsp.hpp - W x + b of integers by pairs of products: Cortex-M with DSP. Floor 1.
#pragma once

#include "../../core/traits.hpp"
#include "../row/word.hpp"
#include "dsp_bytes.hpp"
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
MOTE_ALWAYS_INLINE void add(narrow_sum& sum, pairs x, pairs w) noexcept {
  sum.add_pairs(x.first, w.first);
  sum.add_pairs(x.second, w.second);
}

/// A row each of K, four samples a turn: the samples are loaded once.
template <size_t Count, size_t... K>
MOTE_ALWAYS_INLINE void add_rows(const int16_t* x, const int16_t* w, const int32_t* start,
                                 int32_t* out, traits::indices<K...>) noexcept {
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

/// The rest of a row, which is no whole word.
template <size_t Count, size_t... K>
MOTE_ALWAYS_INLINE void add_rows(const int8_t* x, const int8_t* w, const int32_t* start,
                                 int32_t* out, traits::indices<K...>) noexcept {
  rows_of_bytes<sizeof...(K), Count>(x, w, start, out);
  for (size_t at = Count - Count % 4; at < Count; ++at)
    ((out[K] += product(x[at], w[K * Count + at])), ...);
}
}  // namespace detail::affine

/// No part of the caller, where GCC 12 runs out of registers.
template <size_t Rows, size_t Count, class T>
MOTE_NOINLINE inline const T* affine(const T* x, const T* w, const int32_t* start, int32_t* out,
                                     target::dsp) noexcept {
  constexpr size_t together = sizeof(T) == 1 ? detail::affine::most_rows<Count> : 4;
  for (size_t k = Rows / together; k != 0; --k) {
    detail::affine::add_rows<Count>(x, w, start, out, traits::indices_to<together>{});
    w += together * Count;
    start += together;
    out += together;
  }
  if constexpr (Rows % together != 0)
    detail::affine::add_rows<Count>(x, w, start, out, traits::indices_to<Rows % together>{});
  return w + Rows % together * Count;
}

}  // namespace mote::kernel
#endif
