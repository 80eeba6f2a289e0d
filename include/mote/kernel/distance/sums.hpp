// sums.hpp - sums of the differences of two rows of numbers. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../best.hpp"
#include "../number/soft_float.hpp"
#include "../row/float_row.hpp"

namespace mote::kernel {

/// What is summed up of the differences of two rows, and in which type.
///
/// Range    of uint32_t: the caller knows that it fits, and where Sample is int16_t that no square
///          has a root above 32767. Of int8_t and float, and in uint64_t, every row of 2^16 numbers
template <class Sum>
struct squares {
  using sum = Sum;
};
template <class Sum>
struct sizes_apart {
  using sum = Sum;
};
/// Not a sum: the largest difference of all.
template <class Sum>
struct largest {
  using sum = Sum;
};

namespace detail::distance {

template <class T>
constexpr auto apart(T x, T y) noexcept {
  if constexpr (traits::same<T, float>) {
    return x - y;
  } else if constexpr (sizeof(T) == 1) {
    return int{x} - int{y};  // 16 bits on AVR, where more are dear
  } else {
    return int32_t{x} - int32_t{y};
  }
}
constexpr unsigned bits(int apart) noexcept { return static_cast<unsigned>(apart); }
constexpr unsigned long bits(long apart) noexcept { return static_cast<unsigned long>(apart); }
template <class T>
constexpr auto size(T apart) noexcept {
  if constexpr (traits::same<T, float>) {
    return apart < 0 ? -apart : apart;
  } else {
    return bits(apart < 0 ? -apart : apart);
  }
}

template <class T>
MOTE_ALWAYS_INLINE constexpr void add(float& sum, T apart, squares<float>) noexcept {
#if MOTE_HAS_THUMB == 1
  add_product(sum, apart, apart);
#else
  sum += apart * apart;
#endif
}
template <class T>
MOTE_ALWAYS_INLINE constexpr void add(uint32_t& sum, T apart, squares<uint32_t>) noexcept {
  sum += static_cast<uint32_t>(bits(apart) * bits(apart));
}
#if MOTE_HAS_THUMB == 1
/// GCC 12 widens the square in memory before it adds.
MOTE_ALWAYS_INLINE uint64_t long_sum(uint64_t sum, uint32_t square) noexcept {
  const uint32_t zero = 0;
  __asm__(
      ".syntax unified\n\t"
      "adds %Q0, %Q0, %1\n\t"
      "adcs %R0, %R0, %2"
      : "+l"(sum)
      : "l"(square), "l"(zero)
      : "cc");
  return sum;
}
#else
MOTE_ALWAYS_INLINE constexpr uint64_t long_sum(uint64_t sum, uint32_t square) noexcept {
  return sum + square;
}
#endif
/// A square is below 2^32, though its root has 17 bits and a sign.
template <class T>
MOTE_ALWAYS_INLINE constexpr void add(uint64_t& sum, T apart, squares<uint64_t>) noexcept {
  if constexpr (target::long_multiply) {
    sum += static_cast<uint64_t>(int64_t{apart} * apart);
  } else {
    const uint32_t square = static_cast<uint32_t>(apart) * static_cast<uint32_t>(apart);
    sum = MOTE_CONSTANT_EVALUATED() ? sum + square : long_sum(sum, square);
  }
}
template <class Sum, class T>
MOTE_ALWAYS_INLINE constexpr void add(Sum& sum, T apart, sizes_apart<Sum>) noexcept {
  sum += static_cast<Sum>(size(apart));
}
template <class Sum, class T>
MOTE_ALWAYS_INLINE constexpr void add(Sum& sum, T apart, largest<Sum>) noexcept {
  const Sum one = static_cast<Sum>(size(apart));
  if (one > sum) sum = one;
}

template <class By, class T, class Y, size_t... At>
MOTE_ALWAYS_INLINE constexpr void add_all(typename By::sum& sum, const T* x, Y y,
                                          traits::indices<At...>) noexcept {
  (add(sum, apart(x[At], T{y[At]}), By{}), ...);
}

/// Numbers after which a sum is looked at. Eight need more registers than AVR has.
inline constexpr size_t piece = target::word_registers ? 8 : 1;

}  // namespace detail::distance

/// The sum By of N differences; once it is not below `limit`, what it has come to.
///
/// Sample   int8_t, int16_t, float; y may be a pointer into flash
/// Target   integers bit-exact below the limit; float: fused products differ between cores
template <size_t N, class By, class T, class Y>
constexpr typename By::sum distance(const T* x, Y y, typename By::sum limit, By,
                                    target::scalar) noexcept {
  using detail::distance::piece;
  typename By::sum sum = 0;
  for (size_t left = N / piece; left != 0; --left) {
    detail::distance::add_all<By>(sum, x, y, traits::indices_to<piece>{});
    if (sum >= limit) return sum;
    x += piece;
    y += piece;
  }
  if constexpr (N % piece != 0) {
    detail::distance::add_all<By>(sum, x, y, traits::indices_to<N % piece>{});
  }
  return sum;
}

#if MOTE_HAS_VFP
template <size_t N>
MOTE_ALWAYS_INLINE float distance(const float* x, const float* y, float limit, squares<float>,
                                  target::vfp) noexcept {
  float sum = 0;
  for (size_t left = N / 16; left != 0; --left) {
    sum = add_squares_of_rows(add_squares_of_rows(sum, x, y), x + 8, y + 8);
    if (N > 16 && sum >= limit) return sum;
    x += 16;
    y += 16;
  }
  if constexpr (N % 16 >= 8) {
    sum = add_squares_of_rows(sum, x, y);
    x += 8;
    y += 8;
  }
  if constexpr (N % 8 != 0) {
    detail::distance::add_all<squares<float>>(sum, x, y, traits::indices_to<N % 8>{});
  }
  return sum;
}
#endif

}  // namespace mote::kernel
