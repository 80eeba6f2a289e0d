// ordered.hpp - numbers as integers that sort alike, so that a compare needs no FPU. Floor 0.
#pragma once

#include <string.h>

#include "target.hpp"
#include "traits.hpp"

namespace mote {

namespace detail {
template <class To, class From>
#if MOTE_HAS_BIT_CAST
constexpr
#endif
    inline To bits_of(From value) noexcept {
  static_assert(sizeof(To) == sizeof(From), "bits_of copies all bits: use types of one size");
#if MOTE_HAS_BIT_CAST
  return __builtin_bit_cast(To, value);
#else
  To bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
#endif
}
}  // namespace detail

/// The type that orders T: T itself for integers, int32_t for float.
template <class T>
using key_t = detail::choose_t<detail::same<T, float>, int32_t, T>;

/// Key of a number: key(a) <= key(b) exactly when a <= b.
///
/// Sample   integers (the key is the number), float (IEEE 754 binary32)
/// Range    all numbers and both infinities; NaN sorts above +infinity when its sign bit is clear
///          and below -infinity when it is set; key(-0.0f) == key(0.0f) - 1, so write a threshold
///          of zero as +0.0f and every zero compares `<=` to it
/// Time     float: three instructions, no FPU and no soft-float call
template <class T>
constexpr T key(T value) noexcept {
  return value;
}
#if MOTE_HAS_BIT_CAST
constexpr
#endif
    inline int32_t key(float value) noexcept {
  const int32_t bits = detail::bits_of<int32_t>(value);
  return bits ^ static_cast<int32_t>(static_cast<uint32_t>(bits >> 31) >> 1);
}

}  // namespace mote
