// sums_dsp.hpp - sums of the differences of two rows by pairs of 16 bits. Floor 1.
// Empty on cores without the DSP extension.
#pragma once

#include "../row/bytes.hpp"
#include "../row/word.hpp"
#include "sums.hpp"

#if MOTE_HAS_DSP
namespace mote::kernel {

/// A row of bytes that many others are compared with, as pairs of 16 bits: of four bytes the first
/// and the third, then the second and the fourth, each of the other sign.
template <class Byte, size_t N>
struct widened_row {
  const Byte* x;
  uint32_t pairs[N / 4 * 2];

  MOTE_ALWAYS_INLINE explicit widened_row(const Byte* row) noexcept : x{row} {
    for (size_t i = 0; i < N / 4; ++i) {
      const uint32_t bytes = word_at(row + 4 * i);
      pairs[2 * i] = pairs_less(0, even_bytes(bytes));
      pairs[2 * i + 1] = pairs_less(0, odd_bytes(bytes));
    }
  }
};

namespace detail::distance {

/// Of a held row, from one of its numbers on.
struct held_pairs {
  const uint32_t* pairs;
  constexpr held_pairs operator+(size_t numbers) const noexcept { return {pairs + numbers / 2}; }
};

MOTE_ALWAYS_INLINE void add_word(narrow_sum& sum, const int16_t* x, const int16_t* y) noexcept {
  const uint32_t apart = pairs_less(word_at(x), word_at(y));
  sum.add_pairs(apart, apart);
}
MOTE_ALWAYS_INLINE void add_word(narrow_sum& sum, held_pairs x, const int8_t* y) noexcept {
  const uint32_t bytes = word_at(y);
  const uint32_t even = add_even_bytes(x.pairs[0], bytes);
  const uint32_t odd = add_odd_bytes(x.pairs[1], bytes);
  sum.add_pairs(even, even);
  sum.add_pairs(odd, odd);
}
MOTE_ALWAYS_INLINE void add_word(narrow_sum& sum, const int8_t* x, const int8_t* y) noexcept {
  const uint32_t left = word_at(x), right = word_at(y);
  const uint32_t even = pairs_less(even_bytes(left), even_bytes(right));
  const uint32_t odd = pairs_less(odd_bytes(left), odd_bytes(right));
  sum.add_pairs(even, even);
  sum.add_pairs(odd, odd);
}

/// Of whole words of a row.
template <class X, class T, size_t... At>
MOTE_ALWAYS_INLINE uint32_t square_words(uint32_t sum, X x, const T* y,
                                         traits::indices<At...>) noexcept {
  constexpr size_t step = 4 / sizeof(T);
  narrow_sum squared{static_cast<int32_t>(sum)};
  (add_word(squared, x + step * At, y + step * At), ...);
  return static_cast<uint32_t>(squared.value());
}
/// Of N numbers of x and y; the last few, which are no word, from `last` on.
template <size_t N, class X, class T>
MOTE_ALWAYS_INLINE uint32_t square_rows(X x, const T* y, uint32_t limit, const T* last) noexcept {
  constexpr size_t at_once = 16, step = 4 / sizeof(T);
  uint32_t sum = 0;
  for (size_t left = N / at_once; left != 0; --left) {
    sum = square_words(sum, x, y, traits::indices_to<at_once / step>{});
    if (N > at_once && sum >= limit) return sum;
    x = x + at_once;
    y += at_once;
  }
  constexpr size_t words = N % at_once / step;
  if constexpr (words != 0) sum = square_words(sum, x, y, traits::indices_to<words>{});
  if constexpr (N % step != 0) {
    add_all<squares<uint32_t>>(sum, last, y + step * words, traits::indices_to<N % step>{});
  }
  return sum;
}

}  // namespace detail::distance

template <size_t N, class T>
MOTE_ALWAYS_INLINE uint32_t distance(const T* x, const T* y, uint32_t limit, squares<uint32_t>,
                                     target::dsp) noexcept {
  return detail::distance::square_rows<N>(x, y, limit, x + N - N % (4 / sizeof(T)));
}
template <size_t N, class Byte>
MOTE_ALWAYS_INLINE uint32_t distance(const widened_row<Byte, N>& x, const Byte* y, uint32_t limit,
                                     squares<uint32_t>) noexcept {
  return detail::distance::square_rows<N>(detail::distance::held_pairs{x.pairs}, y, limit,
                                          x.x + N - N % 4);
}
/// Where no pairs are multiplied, the row itself is compared.
template <size_t N, class By, class Byte>
MOTE_ALWAYS_INLINE uint32_t distance(const widened_row<Byte, N>& x, const Byte* y, uint32_t limit,
                                     By by) noexcept {
  return distance<N>(x.x, y, limit, by, best<Byte>{});
}

/// Sizes of differences of bytes, four at a time: as bytes without a sign, which are as far apart.
template <size_t N>
MOTE_ALWAYS_INLINE uint32_t distance(const int8_t* x, const int8_t* y, uint32_t limit,
                                     sizes_apart<uint32_t>, target::dsp) noexcept {
  constexpr uint32_t sign = 0x80808080u;
  uint32_t sum = 0;
  for (size_t left = N / 4; left != 0; --left) {
    sum = add_bytes_apart(sum, word_at(x) ^ sign, word_at(y) ^ sign);
    if (N > 4 && sum >= limit) return sum;
    x += 4;
    y += 4;
  }
  if constexpr (N % 4 != 0) {
    detail::distance::add_all<sizes_apart<uint32_t>>(sum, x, y, traits::indices_to<N % 4>{});
  }
  return sum;
}

}  // namespace mote::kernel
#endif
