// word.hpp - two numbers of 16 bits or four of 8 in one word. Floor 1.
// Empty on cores without the DSP extension. Where the compiler may move sums of products, GCC 12
// keeps more of them alive than there are registers; as ordered asm they stay where they stand.
#pragma once

#include <stdint.h>

#include "../../core/target.hpp"

#if MOTE_HAS_DSP
namespace mote::kernel {

/// Two numbers from p on, which need not be at an even word.
MOTE_ALWAYS_INLINE uint32_t word_at(const int16_t* p) noexcept {
  uint32_t word;
  __builtin_memcpy(&word, p, sizeof word);
  return word;
}

MOTE_ALWAYS_INLINE uint32_t word_at(const int8_t* p) noexcept {
  uint32_t word;
  __builtin_memcpy(&word, p, sizeof word);
  return word;
}

MOTE_ALWAYS_INLINE void store_word(int16_t* p, uint32_t word) noexcept {
  __builtin_memcpy(p, &word, sizeof word);
}

/// The first numbers of two words, and the second ones.
MOTE_ALWAYS_INLINE uint32_t firsts(uint32_t a, uint32_t b) noexcept {
  uint32_t pair;
  __asm__("pkhbt %0, %1, %2, lsl #16" : "=r"(pair) : "r"(a), "r"(b));
  return pair;
}
MOTE_ALWAYS_INLINE uint32_t seconds(uint32_t a, uint32_t b) noexcept {
  uint32_t pair;
  __asm__("pkhtb %0, %2, %1, asr #16" : "=r"(pair) : "r"(a), "r"(b));
  return pair;
}

/// The second number of `early` and the first of `late`, in the wrong order: for add_crossed.
MOTE_ALWAYS_INLINE uint32_t between(uint32_t early, uint32_t late) noexcept {
  uint32_t pair;
  __asm__("pkhbt %0, %1, %2" : "=r"(pair) : "r"(late), "r"(early));
  return pair;
}

/// Each number of a pair less that of another.
MOTE_ALWAYS_INLINE uint32_t pairs_less(uint32_t pair, uint32_t by) noexcept {
  uint32_t less;
  __asm__("ssub16 %0, %1, %2" : "=r"(less) : "r"(pair), "r"(by));
  return less;
}

/// A sum of products in 32 bits; the caller knows that it fits.
struct narrow_sum {
  int32_t sum;

  MOTE_ALWAYS_INLINE void add_pairs(uint32_t x, uint32_t y) noexcept {
    __asm__ volatile("smlad %0, %1, %2, %0" : "+r"(sum) : "r"(x), "r"(y));
  }
  MOTE_ALWAYS_INLINE void add_crossed(uint32_t x, uint32_t y) noexcept {
    __asm__ volatile("smladx %0, %1, %2, %0" : "+r"(sum) : "r"(x), "r"(y));
  }
  MOTE_ALWAYS_INLINE int32_t value() const noexcept { return sum; }
};

/// A sum of products in 64 bits: in halves, so that they need not lie in neighbouring registers.
struct wide_sum {
  uint32_t low, high;

  MOTE_ALWAYS_INLINE void add_pairs(uint32_t x, uint32_t y) noexcept {
    __asm__ volatile("smlald %0, %1, %2, %3" : "+r"(low), "+r"(high) : "r"(x), "r"(y));
  }
  MOTE_ALWAYS_INLINE void add_crossed(uint32_t x, uint32_t y) noexcept {
    __asm__ volatile("smlaldx %0, %1, %2, %3" : "+r"(low), "+r"(high) : "r"(x), "r"(y));
  }
  MOTE_ALWAYS_INLINE int64_t value() const noexcept {
    return static_cast<int64_t>((uint64_t{high} << 32) | low);
  }
};

}  // namespace mote::kernel
#endif
