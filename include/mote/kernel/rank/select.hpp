// select.hpp - the number of a given rank in a short list. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/target.hpp"

namespace mote::kernel {

namespace detail::rank {
constexpr void sort_few(int32_t* first, int32_t* last) noexcept {
  for (int32_t* to = first + 1; to <= last; ++to) {
    const int32_t x = *to;
    int32_t* at = to;
    for (; at != first && at[-1] > x; --at) *at = at[-1];
    *at = x;
  }
}
constexpr int32_t middle(int32_t a, int32_t b, int32_t c) noexcept {
  if (a < b) return b < c ? b : (a < c ? c : a);
  return a < c ? a : (b < c ? c : b);
}
/// Moves to the next number that is not smaller, or not larger. By hand on Thumb-2: GCC would load
/// both ends ahead and take two instructions more a turn.
MOTE_ALWAYS_INLINE int32_t next_not_below(int32_t*& at, int32_t pivot) noexcept {
#if MOTE_HAS_THUMB == 2
  int32_t x;
  __asm__ volatile("1:\tldr %0, [%1, #4]!\n\tcmp %0, %2\n\tblt 1b"
                   : "=&r"(x), "+r"(at)
                   : "r"(pivot)
                   : "cc", "memory");
#else
  int32_t x = *++at;
  while (x < pivot) x = *++at;
#endif
  return x;
}
MOTE_ALWAYS_INLINE int32_t next_not_above(int32_t*& at, int32_t pivot) noexcept {
#if MOTE_HAS_THUMB == 2
  int32_t x;
  __asm__ volatile("1:\tldr %0, [%1, #-4]!\n\tcmp %0, %2\n\tbgt 1b"
                   : "=&r"(x), "+r"(at)
                   : "r"(pivot)
                   : "cc", "memory");
#else
  int32_t x = *--at;
  while (pivot < x) x = *--at;
#endif
  return x;
}
}  // namespace detail::rank

/// Parts first..last, both included, until `want` holds what it would hold were all sorted: nothing
/// before it is larger, nothing after it smaller. False where that would take long, which it does
/// for lists made to be slow: all numbers are still there, in some order.
///
/// Time     at most 6 partings by the middle one of three, and 8 numbers sorted by insertion
/// Source   C. A. R. Hoare, Algorithm 65: Find, 1961
MOTE_NOINLINE constexpr bool select(int32_t* first, int32_t* last, int32_t* want) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) {
    detail::rank::sort_few(first, last);
    return true;
  }
  for (int partings = 0; last - first >= 8; ++partings) {
    if (partings == 6) return false;
    const int32_t pivot = detail::rank::middle(*first, first[(last - first) / 2], *last);
    int32_t* low = first - 1;
    int32_t* high = last + 1;
    for (;;) {
      const int32_t above = detail::rank::next_not_below(low, pivot);
      const int32_t below = detail::rank::next_not_above(high, pivot);
      if (low >= high) break;
      *low = below;
      *high = above;
    }
    if (low == high) {
      --high;
      ++low;
    }
    if (want <= high) {
      last = high;
    } else if (want >= low) {
      first = low;
    } else {
      return true;
    }
  }
  detail::rank::sort_few(first, last);
  return true;
}

}  // namespace mote::kernel
