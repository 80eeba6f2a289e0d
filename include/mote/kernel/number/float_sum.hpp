// float_sum.hpp - a sum of many floats that keeps its digits. Floor 1.
#pragma once

#include <stddef.h>

#include "../../core/number/compensated_sum.hpp"

namespace mote::kernel {

/// term(0) + ... + term(count - 1), in runs of 16 whose sums keep what they lose.
///
/// Time     one addition a term, and four a run
/// Target   within 1e-6 of the sum of the sizes of the terms
template <class Term>
constexpr float float_sum(size_t count, Term term) noexcept {
  compensated_sum sum;
  for (size_t i = 0; i < count;) {
    const size_t end = count - i < 16 ? count : i + 16;
    float some = 0;
    for (; i < end; ++i) some += term(i);
    sum.add(some);
  }
  return sum.value() + sum.rest();
}

}  // namespace mote::kernel
