// select.hpp - a row in order, or only the number that has k smaller ones beside it. Floor 1.
#pragma once

#include <stddef.h>

namespace mote::kernel {

namespace detail::row {

struct less {
  template <class T>
  constexpr bool operator()(const T& left, const T& right) const noexcept {
    return left < right;
  }
};

template <class T>
constexpr void exchange(T& a, T& b) noexcept {
  const T old = a;
  a = b;
  b = old;
}

/// The middle one of three.
template <class T>
constexpr T middle(T a, T b, T c) noexcept {
  if (b < a) exchange(a, b);
  if (c < b) return c < a ? a : c;
  return b;
}

/// Lets x[at] sink into the heap of the first `size` numbers.
template <class T, class Before>
constexpr void sift(T* x, size_t at, size_t size, Before before) noexcept {
  const T value = x[at];
  for (size_t child = 2 * at + 1; child < size; child = 2 * at + 1) {
    if (child + 1 < size && before(x[child], x[child + 1])) ++child;
    if (!before(value, x[child])) break;
    x[at] = x[child];
    at = child;
  }
  x[at] = value;
}

}  // namespace detail::row

/// Puts `size` things in order: none is `before` one that stands before it. On a heap.
///
/// Range    size below 2^15 on a core of 16 bits
/// Time     at most 2 size log2(size) comparisons and half as many moves
/// Source   J. W. J. Williams, Algorithm 232: Heapsort, CACM 7, 1964
template <class T, class Before>
constexpr void sort(T* x, size_t size, Before before) noexcept {
  for (size_t at = size / 2; at-- > 0;) detail::row::sift(x, at, size, before);
  while (size > 1) {
    detail::row::exchange(x[0], x[--size]);
    detail::row::sift(x, 0, size, before);
  }
}

/// Puts into x[k] what would stand there if x[first] to x[last - 1] were sorted, what is not larger
/// before it, and what is not smaller behind it.
///
/// Sample   any with <; where a float is NaN the order is of no use, but nothing else goes wrong
/// Range    first <= k < last, last below 2^15 on a core of 16 bits
/// Time     about three passes; a row made to be slow is parted 2 log2(last - first) + 2 times,
///          then sorted on a heap: never quadratic
/// Source   Hoare's find, CACM 4, 1961, with a median of three; the limit as of introselect
template <class T>
constexpr void select(T* x, size_t first, size_t last, size_t k) noexcept {
  int partings = 2;
  for (size_t n = last - first; n > 1; n /= 2) partings += 2;
  while (last - first > 1) {
    if (partings-- == 0) {
      return sort(x + first, last - first, detail::row::less{});
    }
    const T pivot = detail::row::middle(x[first], x[first + (last - first) / 2], x[last - 1]);
    size_t low = first, high = last;  // x[high] and behind are not smaller than the pivot
    for (;;) {
      while (x[low] < pivot) ++low;
      while (pivot < x[high - 1]) --high;
      if (low >= high) break;
      detail::row::exchange(x[low++], x[--high]);
      if (low >= high) break;
    }
    // low == high, or one number equal to the pivot stands between them.
    if (k < high) {
      last = high;
    } else if (k >= low) {
      first = low;
    } else {
      return;
    }
  }
}

}  // namespace mote::kernel
