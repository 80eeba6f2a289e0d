// distance.hpp - how far two rows of numbers are apart. Floor 1.
#pragma once

#include "sums.hpp"
#include "sums_dsp.hpp"
#include "sums_mve.hpp"

namespace mote::kernel {

/// The sum By of N differences; once it is not below `limit`, what it has come to.
///
/// Sample   int8_t, int16_t, float; y may be a pointer into flash
/// Target   integers bit-exact below the limit; float: fused products differ between cores
template <size_t N, class By, class T, class Y>
MOTE_ALWAYS_INLINE constexpr typename By::sum distance(const T* x, Y y, typename By::sum limit,
                                                       By by) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return distance<N>(x, y, limit, by, definition{});
  return distance<N>(x, y, limit, by, best<T>{});
}

/// A row that many others are compared with: in registers where it fits, widened where that saves
/// work and is short, else where it lies.
#if MOTE_HAS_MVE
template <class T, size_t N>
inline constexpr bool is_held =
    !traits::same<T, float> && N % (16 / sizeof(T)) == 0 && N * sizeof(T) <= 64;
template <size_t N, class T>
MOTE_ALWAYS_INLINE auto held(const T* x) noexcept {
  if constexpr (is_held<T, N>) {
    return held_row<T, N>{x};
  } else {
    return x;
  }
}
#else
#if MOTE_HAS_DSP
template <size_t N>
MOTE_ALWAYS_INLINE auto held(const int8_t* x) noexcept {
  if constexpr (N >= 4 && N <= 64) {
    return widened_row<int8_t, N>{x};
  } else {
    return x;
  }
}
#endif
template <size_t N, class T>
MOTE_ALWAYS_INLINE const T* held(const T* x) noexcept {
  return x;
}
#endif

/// A number that no size in a row is above: the largest, or less than twice that.
///
/// Range    any int16_t; at most 32768
template <size_t N>
constexpr uint32_t reach(const int16_t* x, target::scalar) noexcept {
  int32_t bits = 0;
  for (size_t i = 0; i < N; ++i) bits |= x[i] ^ (x[i] >> 15);
  return static_cast<uint32_t>(bits) + 1;
}
#if MOTE_HAS_MVE
template <size_t N>
MOTE_ALWAYS_INLINE uint32_t reach(const int16_t* x, target::mve) noexcept {
  uint16_t most = 0;
  for (size_t i = 0; i < N / 8; ++i) most = vmaxavq_s16(most, vldrhq_s16(x + 8 * i));
  if constexpr (N % 8 != 0) {
    const mve_pred16_t last = vctp16q(N % 8);
    most = vmaxavq_s16(most, vldrhq_z_s16(x + N / 8 * 8, last));
  }
  return most;
}
#endif
template <size_t N>
MOTE_ALWAYS_INLINE constexpr uint32_t reach(const int16_t* x) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return reach<N>(x, definition{});
  return reach<N>(x, best<int16_t>{});
}

}  // namespace mote::kernel
