// chains.hpp - numbers in 128 bins, each bin a chain of their places. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../best.hpp"
#include "bin_scale.hpp"
#if MOTE_HAS_DSP
#include <arm_acle.h>
#endif

namespace mote::kernel {

namespace detail::rank {
#if MOTE_HAS_GNU_ASM
using half = uint16_t __attribute__((may_alias));
#else
using half = uint16_t;
#endif

#if MOTE_HAS_THUMB
/// A multiple of 16 words.
inline void clear_words(uint32_t* first, uint32_t* last) noexcept {
  __asm__ volatile(
      ".syntax unified\n\tmovs r3, #0\n\tmovs r4, #0\n\tmovs r5, #0\n\tmovs r6, #0\n"
      "1:\tstmia %0!, {r3-r6}\n\tstmia %0!, {r3-r6}\n\tstmia %0!, {r3-r6}\n\t"
      "stmia %0!, {r3-r6}\n\tcmp %0, %1\n\tbne 1b"
      : "+l"(first)
      : "l"(last)
      : "r3", "r4", "r5", "r6", "cc", "memory");
}
#endif

#if MOTE_HAS_DSP
inline uint32_t sum_of_words(const uint32_t* w) noexcept {
  uint32_t a, b, c, d;
  __asm__("ldrd %0, %1, [%2]" : "=&r"(a), "=r"(b) : "r"(w), "m"(w[0]), "m"(w[1]));
  __asm__("ldrd %0, %1, [%2, #8]" : "=&r"(c), "=r"(d) : "r"(w), "m"(w[2]), "m"(w[3]));
  return __uadd8(__uadd8(a, b), __uadd8(c, d));
}
#endif
/// The sum of the upper bytes of eight halves: below 256.
MOTE_ALWAYS_INLINE uint32_t count_of_words(const uint32_t* w) noexcept {
  constexpr uint32_t counts = 0xff00ff00u;
#if MOTE_HAS_THUMB == 1
  uint32_t count;
  __asm__(
      ".syntax unified\n\tldmia %1!, {r3-r6}\n\tands r3, %2\n\tands r4, %2\n\tands r5, %2\n\t"
      "ands r6, %2\n\tadds r3, r4\n\tadds r5, r6\n\tadds r3, r5\n\tlsls r4, r3, #16\n\t"
      "lsrs r4, #24\n\tlsrs r3, #24\n\tadds %0, r3, r4"
      : "=l"(count), "+l"(w)
      : "l"(counts)
      : "r3", "r4", "r5", "r6", "cc", "memory");
  return count;
#else
#if MOTE_HAS_DSP
  static_cast<void>(counts);
  const uint32_t sum = sum_of_words(w);
#else
  const uint32_t sum = (w[0] & counts) + (w[1] & counts) + (w[2] & counts) + (w[3] & counts);
#endif
  return ((sum >> 8) & 255u) + (sum >> 24);
#endif
}
}  // namespace detail::rank

/// Room for the order of up to N numbers. A bin is half a word: how many numbers it has, and in its
/// lower byte the place of the last; next[place] is the place of the one before. Once it is known
/// which chains matter, the words of the bins are room for other things.
///
/// Shape    N <= 255: places and counts are bytes
/// State    256 + N bytes; what is in it before does not matter
template <size_t N>
struct chains {
  static_assert(N >= 1 && N <= 255, "chains hold 1 to 255 numbers: their places are bytes");

  array<uint32_t, bin_scale::bins / 2> words;
  array<uint8_t, MOTE_HAS_MVE ? (N + 31) / 32 * 32 : N>
      next;  // with Helium, whole pairs of vectors

  /// The links lie behind them: next[i] is byte 256 + i from here.
  detail::rank::half* bins() noexcept {
    return reinterpret_cast<detail::rank::half*>(words.data());
  }
  const detail::rank::half* bins() const noexcept {
    return reinterpret_cast<const detail::rank::half*>(words.data());
  }
  void clear() noexcept {
#if MOTE_HAS_THUMB
    detail::rank::clear_words(words.begin(), words.end());  // a C library's memset may go by bytes
#else
    for (uint32_t& word : words) word = 0;
#endif
  }
};

namespace detail::rank {
/// The lower byte of place + Step becomes the last of a bin, which has one number more; place is
/// 256 and the number's own.
template <uint32_t Step>
MOTE_ALWAYS_INLINE uint32_t cell_after(uint32_t cell, uint32_t place, target::scalar) noexcept {
  return (cell & ~uint32_t{255}) + place + Step;
}
MOTE_ALWAYS_INLINE uint32_t product_and(uint32_t a, uint32_t b, uint32_t sum,
                                        target::scalar) noexcept {
  return a * b + sum;
}
#if MOTE_HAS_THUMB == 2
template <uint32_t Step>
MOTE_ALWAYS_INLINE uint32_t cell_after(uint32_t cell, uint32_t place, target::thumb2) noexcept {
  __asm__("bfi %0, %1, #0, #8" : "+r"(cell) : "r"(place));
  return cell + (256 + Step);
}
MOTE_ALWAYS_INLINE uint32_t product_and(uint32_t a, uint32_t b, uint32_t sum,
                                        target::thumb2) noexcept {
  uint32_t result;  // GCC would take the smallest number off each instead
  __asm__("mla %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(sum));
  return result;
}
#endif

#if MOTE_HAS_THUMB == 1
/// The same and the product for the bin, in registers that the compiler would not find.
template <uint32_t Step>
MOTE_ALWAYS_INLINE void add_at(uint32_t number, uint32_t factor, uint32_t offset, half* cells,
                               uint8_t* next, uint32_t place) noexcept {
  uint32_t cell;
  if constexpr (Step == 0) {
    __asm__ volatile(
        ".syntax unified\n\tmuls %0, %2\n\tadd %0, %3\n\tlsrs %0, #25\n\tlsls %0, #1\n\t"
        "ldrh %1, [%4, %0]\n\tstrb %1, [%5]\n\tlsrs %1, #8\n\tlsls %1, #8\n\t"
        "adds %1, %6\n\tstrh %1, [%4, %0]"
        : "+l"(number), "=&l"(cell)
        : "l"(factor), "r"(offset), "l"(cells), "l"(next), "l"(place)
        : "cc", "memory");
    return;
  }
  __asm__ volatile(
      ".syntax unified\n\tmuls %0, %2\n\tadd %0, %3\n\tlsrs %0, #25\n\tlsls %0, #1\n\t"
      "ldrh %1, [%4, %0]\n\tstrb %1, [%5, %7]\n\tlsrs %1, #8\n\tlsls %1, #8\n\t"
      "adds %1, %6\n\tadds %1, %7\n\tstrh %1, [%4, %0]"
      : "+l"(number), "=&l"(cell)
      : "l"(factor), "r"(offset), "l"(cells), "l"(next), "l"(place), "i"(Step)
      : "cc", "memory");
}
/// The same with `next` behind the cells, so that one pointer serves both: of byte `at`, 256 and
/// the number's own place.
MOTE_ALWAYS_INLINE void add_behind(uint32_t number, uint32_t factor, uint32_t offset, half* cells,
                                   uint32_t at) noexcept {
  uint32_t cell;
  __asm__ volatile(
      ".syntax unified\n\tmuls %0, %2\n\tadd %0, %3\n\tlsrs %0, #25\n\tlsls %0, #1\n\t"
      "ldrh %1, [%4, %0]\n\tstrb %1, [%4, %5]\n\tlsrs %1, #8\n\tlsls %1, #8\n\t"
      "adds %1, %5\n\tstrh %1, [%4, %0]"
      : "+l"(number), "=&l"(cell)
      : "l"(factor), "r"(offset), "l"(cells), "l"(at)
      : "cc", "memory");
}
#else
template <uint32_t Step>
MOTE_ALWAYS_INLINE void add_at(uint32_t number, uint32_t factor, uint32_t offset, half* cells,
                               uint8_t* next, uint32_t place) noexcept {
  const uint32_t bin =
      product_and(number, factor, offset, kernel::best<int32_t>{}) >> bin_scale::to_bin;
  const uint32_t cell = cells[bin];
  next[Step] = static_cast<uint8_t>(cell);
  cells[bin] = static_cast<uint16_t>(cell_after<Step>(cell, place, kernel::best<int32_t>{}));
}
#endif
/// Some numbers a turn. Number is what the scale multiplies.
template <class T, class Number, size_t... At>
MOTE_ALWAYS_INLINE void chain_fast(const T* x, size_t size, uint32_t factor, uint32_t offset,
                                   half* cells, uint8_t* next, Number number,
                                   traits::indices<At...>) noexcept {
  constexpr size_t turn = sizeof...(At);
  uint32_t place = 256;
  for (; size >= turn; size -= turn) {
    (add_at<At>(number(x[At]), factor, offset, cells, next, place), ...);
    place += turn;
    next += turn;
    x += turn;
  }
  for (; size != 0; --size, ++place) {
    add_at<0>(number(*x++), factor, offset, cells, next++, place);
  }
}
#if defined(__OPTIMIZE_SIZE__)
inline constexpr size_t numbers_a_turn = 1;
#else
inline constexpr size_t numbers_a_turn = MOTE_HAS_THUMB == 2 ? 8 : (target::word_registers ? 4 : 1);
#endif
}  // namespace detail::rank

/// Chains `size` numbers, all between the ends of the scale.
///
/// Time     Cortex-M4: nine instructions a number
template <class T, size_t N>
MOTE_ALWAYS_INLINE void chain(const T* x, size_t size, const bin_scale& scale,
                              chains<N>& into) noexcept {
  into.clear();
  using turn = traits::indices_to<detail::rank::numbers_a_turn>;
  detail::rank::half* const cells = into.bins();
  uint8_t* const next = into.next.data();
  const uint32_t factor = scale.factor;
  if (sizeof(T) < sizeof(int32_t) || scale.coarse == 0) {
    detail::rank::chain_fast(
        x, size, factor, 0u - scale.lowest * factor, cells, next,
        [](T v) { return static_cast<uint32_t>(v); }, turn{});
  } else {
    detail::rank::chain_fast(
        x, size, factor, 0, cells, next,
        [low = scale.lowest, coarse = scale.coarse](T v) {
          return (static_cast<uint32_t>(v) - low) >> coarse;
        },
        turn{});
  }
}

}  // namespace mote::kernel
