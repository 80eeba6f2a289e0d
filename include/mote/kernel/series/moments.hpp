// moments.hpp - mean, root mean square and deviation of sums, rounded to whole numbers. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/log2.hpp"
#include "../../core/target.hpp"
#include "../number/quotient.hpp"
#include "../number/whole_root.hpp"
#include "distance_squares.hpp"
#include "norm.hpp"
#include "spread.hpp"

namespace mote::kernel {

namespace detail::series {
/// The next 16 bits of a quotient; `rest` is what is left so far.
template <uint32_t Divisor>
constexpr uint32_t next_digit(uint32_t& rest, uint32_t digit) noexcept {
  const uint32_t part = (rest << 16) | digit;
  const uint32_t q = quotient<Divisor>(part);
  rest = part - q * Divisor;
  return q;
}
/// value / divisor, rounded down: digit by digit, of 16 bits. One function for all divisors, by
/// divisions of 32 bits: for 8-bit cores, on which each of those below takes a kilobyte.
MOTE_NOINLINE constexpr uint64_t long_quotient(uint64_t value, uint32_t divisor) noexcept {
  uint32_t rest = 0;
  uint64_t result = 0;
  for (int digit = 0; digit < 4; ++digit, value <<= 16) {
    const uint32_t part = (rest << 16) | static_cast<uint32_t>(value >> 48);
    rest = part % divisor;
    result = (result << 16) | (part / divisor);
  }
  return result;
}
/// value / Divisor, rounded down.
template <uint32_t Divisor>
MOTE_NOINLINE constexpr uint64_t long_quotient(uint64_t value) noexcept {
  static_assert(Divisor > 0 && Divisor <= 65536, "long_quotient divides by 1 to 65536");
  if constexpr ((Divisor & (Divisor - 1)) == 0) {
    return value >> ceil_log2(Divisor);
  } else if constexpr (!target::word_registers) {
    return long_quotient(value, Divisor);
  } else {
    const uint32_t high = static_cast<uint32_t>(value >> 32);
    const uint32_t low = static_cast<uint32_t>(value);
    uint32_t rest = 0;
    uint32_t above = 0;
    if (high != 0) {
      above = next_digit<Divisor>(rest, high >> 16) << 16;
      above |= next_digit<Divisor>(rest, high & 0xffffu);
    }
    uint32_t below = next_digit<Divisor>(rest, low >> 16) << 16;
    below |= next_digit<Divisor>(rest, low & 0xffffu);
    return (uint64_t{above} << 32) | below;
  }
}

/// The root of four times a number, rounded down, is 2r or 2r - 1 for the nearest root r.
constexpr uint32_t half_of_root(uint64_t fourfold) noexcept {
  return (floor_root_of_50_bits(fourfold) + 1) >> 1;
}

/// The bits that a number has above 23.
constexpr int above_23_bits(uint32_t x) noexcept {
  return x < (uint32_t{1} << 23) ? 0 : highest_bit(x) - 22;
}
}  // namespace detail::series

/// The mean, halves up. |sum| <= N * 2^31.
template <uint32_t N>
constexpr int32_t mean_of(int64_t sum) noexcept {
  constexpr uint64_t shift = uint64_t{1} << 31;
  const uint64_t doubled = static_cast<uint64_t>(2 * sum) + 2 * N * shift + N;
  return static_cast<int32_t>(
      static_cast<int64_t>(detail::series::long_quotient<2 * N>(doubled) - shift));
}
/// The same of int16_t: a product.
template <uint32_t N>
constexpr int32_t mean_of_narrow(int32_t sum) noexcept {
  return static_cast<int32_t>(quotient<2 * N>(static_cast<uint32_t>(2 * sum) + N * 65537)) - 32768;
}

/// Root mean square and population deviation of N numbers, each to the nearest whole number.
template <uint32_t N>
class narrow_moments {
 public:
  constexpr explicit narrow_moments(const narrow_spread& s) noexcept : s_{s} {}

  constexpr int32_t energy() const noexcept {
    return static_cast<int32_t>(
        detail::series::half_of_root(detail::series::long_quotient<N>(4 * s_.squares)));
  }
  constexpr int32_t deviation() const noexcept {
    const uint32_t sum = detail::series::magnitude(s_.sum);
    const uint64_t spread = N * s_.squares - uint64_t{sum} * sum;
    return static_cast<int32_t>(
        detail::series::half_of_root(detail::series::long_quotient<N * N>(4 * spread)));
  }

 private:
  const narrow_spread& s_;
};

/// The same of 32-bit numbers, from their distances from the smallest.
///
/// Target   bit-exact; to the nearest where all numbers, and the distances, are below 2^23; else
///          within 2^-22 of the largest magnitude and of the extent
template <uint32_t N>
class wide_moments {
 public:
  constexpr wide_moments(const int32_t* x, const wide_spread& s) noexcept
      : sum_{s.sum}, shift_{detail::series::above_23_bits(s.ends.range())}, unit_{unit_of(s.ends)} {
    const uint32_t above = static_cast<uint32_t>(s.sum - int64_t{N} * s.ends.low);
    const distance_squares d = squares_above(x, N, s.ends, shift_, above);
    spread_ = N * d.squares - uint64_t{d.sum} * d.sum;
  }

  constexpr int32_t deviation() const noexcept { return root(spread_, shift_); }
  constexpr int32_t energy() const noexcept {
    const uint64_t all = static_cast<uint64_t>(sum_ < 0 ? -sum_ : sum_);
    const uint64_t sum = all >> unit_;
    const int finer = 2 * (unit_ - shift_);
    const uint64_t spread = finer < 0 ? spread_ << -finer : spread_ >> finer;
    return root(sum * sum + spread, unit_);
  }

 private:
  static constexpr int unit_of(const extent<int32_t>& ends) noexcept {
    const uint32_t a = detail::series::magnitude(ends.low);
    const uint32_t b = detail::series::magnitude(ends.high);
    return detail::series::above_23_bits(a > b ? a : b);
  }
  static constexpr int32_t root(uint64_t squared, int shift) noexcept {
    using detail::series::long_quotient;
    const uint32_t nearest = detail::series::half_of_root(long_quotient<N * N>(4 * squared))
                             << shift;
    return static_cast<int32_t>(nearest > 0x7fffffffu ? 0x7fffffffu : nearest);
  }

  int64_t sum_;
  int shift_;
  int unit_;
  uint64_t spread_ = 0;
};

}  // namespace mote::kernel
