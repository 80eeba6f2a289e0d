// zeros.hpp - an array of zeros that does not cost a call to memset. Floor 1.
#pragma once

#include <stddef.h>

#include "../../core/array.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"

namespace mote::kernel {

namespace detail::row {
template <class T, size_t N, size_t... At>
inline array<T, N> store_zeros(traits::indices<At...>) noexcept {
  array<T, N> zeros;
  ((zeros[At] = T{}), ...);
  return zeros;
}
}  // namespace detail::row

/// N zeros of T. GCC clears even 10 bytes by memset at -Os, a call of about 40 instructions on
/// Cortex-M0 that also drives the caller's registers to the stack; single stores merge into words.
template <class T, size_t N>
constexpr array<T, N> zeros() noexcept {
  if constexpr (N <= 32) {
    if (!MOTE_CONSTANT_EVALUATED()) {
      return detail::row::store_zeros<T, N>(traits::indices_to<N>{});
    }
  }
  return array<T, N>{};
}

}  // namespace mote::kernel
