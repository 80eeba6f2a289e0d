// sorted_window.hpp - the newest samples in order of size, one exchanged at a time. Floor 2.
#pragma once

#include <stddef.h>

#include "../../core/array.hpp"
#include "../../core/traits.hpp"

namespace mote::detail::filter {

/// The order of samples: a NaN lies above all numbers, as in numpy.
template <class Sample>
constexpr bool lies_below(Sample a, Sample b) noexcept {
  if constexpr (traits::same<Sample, float>) {
    if (b != b) return a == a;
  }
  return a < b;
}

/// Puts `in` into the sorted samples in place of one that is equal to `out`.
/// Time     at most log2 Window + Window steps
template <class Sample, size_t Window>
constexpr void exchange_sorted(array<Sample, Window>& sorted, Sample out, Sample in) noexcept {
  size_t first = 0;  // sorted[first] is the first one that is not less than `out`
  for (size_t count = Window; count > 0;) {
    const size_t half = count / 2;
    if (lies_below(sorted[first + half], out)) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  for (; first + 1 < Window && lies_below(sorted[first + 1], in); ++first) {
    sorted[first] = sorted[first + 1];
  }
  for (; first > 0 && lies_below(in, sorted[first - 1]); --first) {
    sorted[first] = sorted[first - 1];
  }
  sorted[first] = in;
}

}  // namespace mote::detail::filter
