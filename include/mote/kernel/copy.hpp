// copy.hpp - samples moved to another place, without a call of memcpy. Floor 1.
#pragma once

#include <stddef.h>

namespace mote::kernel {

/// to[i] = from[i] for i < count, in this order: `to` may overlap `from` from below.
///
/// Time     2.75 instructions an element on Cortex-M, less where words can be moved. Four elements
///          a turn: GCC takes a plain loop for a memcpy, and the small C library of microcontrollers
///          copies byte by byte.
template <class To, class From>
constexpr void copy(To* to, const From* from, size_t count) noexcept {
  size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const From first = from[i], second = from[i + 1], third = from[i + 2], fourth = from[i + 3];
    to[i] = first;
    to[i + 1] = second;
    to[i + 2] = third;
    to[i + 3] = fourth;
  }
  for (; i < count; ++i) to[i] = from[i];
}

}  // namespace mote::kernel
