// level_energy.hpp - sums of squares, their averages and their totals. Floor 3.
#pragma once

#include <stdint.h>

#include "../../core/decibel.hpp"
#include "../../core/math.hpp"
#include "../../core/number/compensated_sum.hpp"

namespace mote::detail::feature {

/// value * share / 2^32, without a product of more than 64 bits.
constexpr uint64_t share_of(uint64_t value, uint32_t share) noexcept {
  return (value >> 32) * share + (((value & 0xffffffffu) * share) >> 32);
}

/// Sums of squares below 2^(64 - Shift), and averages of them with Shift bits more below the point.
template <int Shift>
struct integer_energy {
  using type = uint64_t;
  using share = uint32_t;

  static constexpr bool is_finite(uint64_t) noexcept { return true; }
  static constexpr type average_of(uint64_t sum) noexcept { return sum << Shift; }
  static constexpr share share_from(double x) noexcept {
    return static_cast<share>(x * 4294967296.0);
  }
  /// `from`, moved towards `to` by a share of the way.
  static constexpr type moved(type from, type to, share by) noexcept {
    return to >= from ? from + share_of(to - from, by) : from - share_of(from - to, by);
  }
  /// The level of an average, on the scale of the sums.
  static constexpr decibels level(type average) noexcept {
    return decibels_of_power(average, -Shift);
  }
  /// The smallest average of that level, bit by bit: 64 logarithms, and no table of powers.
  static constexpr type average_at(decibels wanted) noexcept {
    type below = 0;
    for (type bit = type{1} << 63; bit != 0; bit >>= 1) {
      if (level(below | bit) < wanted) below |= bit;
    }
    return level(0) < wanted && ~below != 0 ? below + 1 : below;
  }

  /// All sums so far, in 96 bits: full scale without a pause fills them in 5 years at 400 kHz.
  class total {
   public:
    /// After so many sums of silence.
    constexpr explicit total(uint32_t count = 0) noexcept : count_{count} {}
    /// True where the count begins again at 0, after 2^32 sums.
    [[nodiscard]] constexpr bool add(uint64_t sum) noexcept {
      low_ += sum;
      if (low_ < sum) ++high_;
      return ++count_ == 0;
    }
    constexpr bool is_finite() const noexcept { return true; }
    constexpr decibels sum() const noexcept {
      if (high_ == 0) return decibels_of_power(low_);
      return decibels_of_power((uint64_t{high_} << 32) | (low_ >> 32), 32);
    }
    constexpr decibels mean(uint32_t wraps) const noexcept {
      return sum() - decibels_of_power(uint64_t{wraps} << 32 | count_);
    }

   private:
    uint64_t low_ = 0;
    uint32_t high_ = 0;
    uint32_t count_;
  };
};

struct float_energy {
  using type = float;
  using share = float;

  static constexpr bool is_finite(float x) noexcept { return x - x == 0; }
  static constexpr type average_of(float sum) noexcept { return sum; }
  static constexpr share share_from(double x) noexcept { return static_cast<share>(x); }
  static constexpr type moved(type from, type to, share by) noexcept {
    return from + (to - from) * by;
  }
  static MOTE_BIT_CONSTEXPR decibels level(type average) noexcept {
    return decibels_of_power(average);
  }
  static MOTE_BIT_CONSTEXPR type average_at(decibels wanted) noexcept {
    return exp2(wanted.value() * 0.332192809f);  // log2(10) / 10
  }

  class total {
   public:
    constexpr explicit total(uint32_t count = 0) noexcept : count_{count} {}
    [[nodiscard]] constexpr bool add(float sum) noexcept {
      sum_.add(sum);
      return ++count_ == 0;
    }
    constexpr bool is_finite() const noexcept { return float_energy::is_finite(sum_.value()); }
    MOTE_BIT_CONSTEXPR decibels sum() const noexcept { return decibels_of_power(sum_.value()); }
    MOTE_BIT_CONSTEXPR decibels mean(uint32_t wraps) const noexcept {
      return sum() - decibels_of_power(uint64_t{wraps} << 32 | count_);
    }

   private:
    compensated_sum sum_;
    uint32_t count_;
  };
};

}  // namespace mote::detail::feature
