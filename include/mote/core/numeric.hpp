// numeric.hpp - what an algorithm needs to know about its sample type. Floor 0.
#pragma once

#include <stdint.h>

#include "expects.hpp"
#include "sample.hpp"

namespace mote {

/// Arithmetic of a sample type. Specialised for float, int8_t (Q7), int16_t (Q15) and int32_t
/// (Q31); to add a type, specialise this once: no algorithm changes.
///
/// prod               type of a product of two samples
/// sum                type of a sum of samples: 2^16 of them fit
/// acc                type of a sum of products (see fixed_numeric for how many fit)
/// fraction_bits      bits below the point; 0 for float
/// lowest, highest    the ends of the range
/// saturate(v)        acc -> sample, limited to the range
/// narrow(v, shift)   acc with `shift` surplus fraction bits -> sample, rounded, saturated
/// from_real(v)       double -> sample, for constexpr code and the host
template <class T>
struct numeric {
  static_assert(traits::takes_samples<numeric, T>);
};

template <>
struct numeric<float> {
  using prod = float;
  using sum = float;
  using acc = float;
  static constexpr int fraction_bits = 0;
  static constexpr float highest = 3.40282347e+38f;
  static constexpr float lowest = -highest;

  static constexpr float saturate(acc v) noexcept { return v; }
  static constexpr float narrow(acc v, int = 0) noexcept { return v; }

  /// To nearest. A finite number stays finite: it saturates. NaN and infinities are kept.
  static constexpr float from_real(double v, int = 0) noexcept {
    constexpr double top = static_cast<double>(highest);
    if (v > top) return v < __builtin_inf() ? highest : __builtin_inff();
    if (v < -top) return v > -__builtin_inf() ? lowest : -__builtin_inff();
    return static_cast<float>(v);
  }
};

namespace detail::core {

/// Fixed point with one bit for the sign and all others below the point.
///
/// Range    full-scale products that `acc` holds: Q7 2^17 - 1, Q15 2^33 - 1, Q31 one (shift 2^n
///          terms down by n bits first)
template <class T, class Prod, class Sum, class Acc>
struct fixed_numeric {
  using prod = Prod;
  using sum = Sum;
  using acc = Acc;
  static constexpr int fraction_bits = static_cast<int>(8 * sizeof(T)) - 1;
  static constexpr T highest = static_cast<T>((uint64_t{1} << fraction_bits) - 1);
  static constexpr T lowest = static_cast<T>(-highest - 1);

  static constexpr T saturate(acc v) noexcept {
    return static_cast<T>(v < lowest ? lowest : v > highest ? highest : v);
  }

  /// Rounds half up. Every `v` is allowed, and every shift from 0 to the bits of `acc` less one.
  static constexpr T narrow(acc v, int shift) noexcept {
    MOTE_EXPECTS(shift >= 0 && shift < static_cast<int>(8 * sizeof(acc)),
                 "a shift is from 0 to the bits of the sum less one");
    if (shift == 0) return saturate(v);
    return saturate((v >> shift) + ((v >> (shift - 1)) & 1));  // v + half could overflow
  }

  /// To nearest with `bits` fraction bits, halves away from 0, saturated; NaN gives 0.
  static constexpr T from_real(double v, int bits = fraction_bits) noexcept {
    MOTE_EXPECTS(bits >= 0 && bits < 63, "a number has 0 to 62 bits below the point");
    const double scale = static_cast<double>(int64_t{1} << bits);
    if (v >= static_cast<double>(highest) / scale) return highest;
    if (v <= static_cast<double>(lowest) / scale) return lowest;
    if (v != v) return 0;
    const double scaled = v * scale;
    const int32_t whole = static_cast<int32_t>(scaled);
    const double rest = scaled - static_cast<double>(whole);
    return static_cast<T>(whole + (rest >= 0.5 ? 1 : rest <= -0.5 ? -1 : 0));
  }
};

static_assert((-1 >> 1) == -1, "mote needs an arithmetic right shift: use another compiler");

}  // namespace detail::core

// The product of two bytes or halfwords is 32-bit: 64-bit products are library calls on Cortex-M0.
template <>
struct numeric<int8_t> : detail::core::fixed_numeric<int8_t, int32_t, int32_t, int32_t> {};
template <>
struct numeric<int16_t> : detail::core::fixed_numeric<int16_t, int32_t, int32_t, int64_t> {};
template <>
struct numeric<int32_t> : detail::core::fixed_numeric<int32_t, int64_t, int64_t, int64_t> {};

/// Of samples without a sign: what sums, medians and extremes need, and no fractions.
template <>
struct numeric<uint8_t> {
  using sum = uint32_t;
  static constexpr uint8_t lowest = 0, highest = 0xff;
};
template <>
struct numeric<uint16_t> {
  using sum = uint32_t;
  static constexpr uint16_t lowest = 0, highest = 0xffff;
};

/// What a product, a sum and a long sum of T are held in: members of numeric<T>.
template <class T>
using prod_t = typename numeric<T>::prod;
template <class T>
using sum_t = typename numeric<T>::sum;
template <class T>
using acc_t = typename numeric<T>::acc;

}  // namespace mote
