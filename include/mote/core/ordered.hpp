// ordered.hpp - numbers as integers that sort alike, so that a compare needs no FPU. Floor 0.
#pragma once

#include <stdint.h>

#include "bits.hpp"
#include "target.hpp"
#include "traits.hpp"

namespace mote {

/// The type that orders T: T itself for integers, int32_t for float.
template <class T>
using key_t = traits::choose_t<traits::same<T, float>, int32_t, T>;

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
MOTE_BIT_CONSTEXPR int32_t key(float value) noexcept {
  const int32_t bits = bit_cast<int32_t>(value);
  return bits ^ static_cast<int32_t>(static_cast<uint32_t>(bits >> 31) >> 1);
}

/// Whether x is missing: of floats every kind of NaN, known by its bits; of integers `number`.
template <class T>
constexpr bool is_missing(T x, T number) noexcept {
  return x == number;
}
MOTE_BIT_CONSTEXPR bool is_missing(float x, float) noexcept {
  return (bit_cast<uint32_t>(x) & 0x7fffffffu) > 0x7f800000u;
}

/// key(value) <= threshold. For a threshold that the compiler knows: then a float takes a single
/// compare of its bits, signed for a threshold >= 0, unsigned and mirrored below.
template <class T>
constexpr bool at_most(T value, T threshold) noexcept {
  return value <= threshold;
}
MOTE_BIT_CONSTEXPR bool at_most(float value, int32_t threshold) noexcept {
  if (threshold >= 0) return bit_cast<int32_t>(value) <= threshold;
  return bit_cast<uint32_t>(value) >= static_cast<uint32_t>(threshold ^ 0x7fffffff);
}

}  // namespace mote
