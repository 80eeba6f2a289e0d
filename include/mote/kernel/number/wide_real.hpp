// wide_real.hpp - a real number without an FPU: a sign, 32 bits and an exponent. Floor 1.
#pragma once

#include <stdint.h>

#include "../../core/log2.hpp"
#include "../../core/number/division.hpp"
#include "../../core/numeric.hpp"
#include "../../core/root.hpp"
#include "../../core/target.hpp"
#include "long_product.hpp"

namespace mote::kernel {

/// mantissa * 2^exponent, negative or not; the mantissa is 0 or has its highest bit set. What is
/// done once a window, in integers: the same formulas as of float, eight bits finer.
///
/// Range    the exponents of sums, squares and fourth powers of samples are far inside int16_t
/// Time     a division 64 steps of shift and subtract, a root 32, a sum or a product a few
/// Target   bit-exact; each operation within 2^-31 of itself
class wide_real {
 public:
  constexpr wide_real() noexcept = default;
  constexpr wide_real(int64_t whole) noexcept
      : wide_real{whole < 0,
                  whole < 0 ? 0 - static_cast<uint64_t>(whole) : static_cast<uint64_t>(whole), 0} {}
  /// magnitude * 2^exponent.
  MOTE_NOINLINE constexpr wide_real(bool negative, uint64_t magnitude, int exponent) noexcept {
    if (magnitude == 0) return;
    uint32_t high = static_cast<uint32_t>(magnitude >> 32);
    uint32_t low = static_cast<uint32_t>(magnitude & 0xffffffffu);
    exponent += 32;
    if (high == 0) {
      high = low;
      low = 0;
      exponent -= 32;
    }
    if (const int up = 31 - highest_bit(high); up != 0) {
      high = (high << up) | (low >> (32 - up));
      low <<= up;
      exponent -= up;
    }
    if ((low >> 31) != 0 && ++high == 0) {
      high = 0x80000000u;
      ++exponent;
    }
    mantissa_ = high;
    exponent_ = static_cast<int16_t>(exponent);
    negative_ = negative;
  }

  constexpr bool is_zero() const noexcept { return mantissa_ == 0; }

  /// Times 2^bits, as a whole number: to nearest, halves away from 0, saturated.
  constexpr int32_t rounded(int bits) const noexcept {
    const int down = -(exponent_ + bits);
    if (mantissa_ == 0 || down > 32) return 0;
    if (down <= 0) return negative_ ? numeric<int32_t>::lowest : numeric<int32_t>::highest;
    const uint64_t doubled = (uint64_t{mantissa_} << 1) >> down;  // with the bit below the point
    const uint32_t size = static_cast<uint32_t>((doubled + 1) >> 1);
    if (size > 0x7fffffffu) return negative_ ? numeric<int32_t>::lowest : numeric<int32_t>::highest;
    return negative_ ? -static_cast<int32_t>(size) : static_cast<int32_t>(size);
  }

  friend constexpr wide_real operator-(const wide_real& a) noexcept {
    wide_real b = a;
    b.negative_ = !a.negative_;
    return b;
  }
  friend constexpr wide_real operator*(const wide_real& a, const wide_real& b) noexcept {
    return {a.negative_ != b.negative_, long_product(a.mantissa_, b.mantissa_),
            a.exponent_ + b.exponent_};
  }
  /// 0 where b is 0.
  friend constexpr wide_real operator/(const wide_real& a, const wide_real& b) noexcept {
    if (b.mantissa_ == 0) return {};
    const int up = a.mantissa_ < b.mantissa_ ? 32 : 31;
    return {a.negative_ != b.negative_, quotient_of<64>(uint64_t{a.mantissa_} << up, b.mantissa_),
            a.exponent_ - b.exponent_ - up};
  }
  MOTE_NOINLINE friend constexpr wide_real operator+(const wide_real& a,
                                                     const wide_real& b) noexcept {
    if (b.mantissa_ == 0) return a;
    if (a.mantissa_ == 0) return b;
    const bool b_is_greater = a.exponent_ < b.exponent_;
    const wide_real& greater = b_is_greater ? b : a;
    const wide_real& lesser = b_is_greater ? a : b;
    const int apart = greater.exponent_ - lesser.exponent_;
    const uint64_t one = uint64_t{greater.mantissa_} << 30;
    const uint64_t other = apart > 62 ? 0 : (uint64_t{lesser.mantissa_} << 30) >> apart;
    const int exponent = greater.exponent_ - 30;
    if (greater.negative_ == lesser.negative_) return {greater.negative_, one + other, exponent};
    if (one >= other) return {greater.negative_, one - other, exponent};
    return {lesser.negative_, other - one, exponent};
  }
  friend constexpr wide_real operator-(const wide_real& a, const wide_real& b) noexcept {
    return a + -b;
  }

  /// The square root; 0 of what is negative.
  friend constexpr wide_real root(const wide_real& x) noexcept {
    if (x.negative_ || x.mantissa_ == 0) return {};
    const int up = x.exponent_ % 2 == 0 ? 32 : 31;
    return {false, nearest_root(uint64_t{x.mantissa_} << up), (x.exponent_ - up) / 2};
  }

 private:
  uint32_t mantissa_ = 0;
  int16_t exponent_ = 0;
  bool negative_ = false;
};

}  // namespace mote::kernel
