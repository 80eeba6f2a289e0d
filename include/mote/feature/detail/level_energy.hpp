// level_energy.hpp - sums of squares, their averages and their totals. Floor 3.
#pragma once

#include <stdint.h>

#include "../../core/decibel.hpp"

namespace mote::detail::feature {

/// value * part / 2^32, without a product of more than 64 bits.
constexpr uint64_t part_of(uint64_t value, uint32_t part) noexcept {
  return (value >> 32) * part + (((value & 0xffffffffu) * part) >> 32);
}

/// Sums of squares below 2^(64 - Shift), and averages of them with Shift bits more below the point.
template <int Shift>
struct integer_energy {
  using type = uint64_t;
  using part = uint32_t;

  static constexpr type average_of(uint64_t sum) noexcept { return sum << Shift; }
  static constexpr part part_from(double x) noexcept { return static_cast<part>(x * 4294967296.0); }
  /// `from`, moved towards `to` by a part of the way.
  static constexpr type moved(type from, type to, part by) noexcept {
    return to >= from ? from + part_of(to - from, by) : from - part_of(from - to, by);
  }
  /// The level of an average, on the scale of the sums.
  static constexpr decibels level(type average) noexcept {
    return decibels_of_power(average, -Shift);
  }

  /// All sums so far, in 96 bits: no sound overflows it. The count ends after 2^32 - 1 sums, 49
  /// days, and with it the total.
  class total {
   public:
    constexpr void add(uint64_t sum) noexcept {
      if (count_ == 0xffffffffu) return;
      low_ += sum;
      if (low_ < sum) ++high_;
      ++count_;
    }
    constexpr decibels sum() const noexcept {
      if (high_ == 0) return decibels_of_power(low_);
      return decibels_of_power((uint64_t{high_} << 32) | (low_ >> 32), 32);
    }
    constexpr decibels mean() const noexcept { return sum() - decibels_of_power(uint64_t{count_}); }

   private:
    uint64_t low_ = 0;
    uint32_t high_ = 0;
    uint32_t count_ = 0;
  };
};

struct float_energy {
  using type = float;
  using part = float;

  static constexpr type average_of(float sum) noexcept { return sum; }
  static constexpr part part_from(double x) noexcept { return static_cast<part>(x); }
  static constexpr type moved(type from, type to, part by) noexcept {
    return from + (to - from) * by;
  }
  static MOTE_BIT_CONSTEXPR decibels level(type average) noexcept {
    return decibels_of_power(average);
  }

  /// With what each addition lost: a long measurement is as exact as a short one.
  class total {
   public:
    constexpr void add(float sum) noexcept {
      const float term = sum - lost_;
      const float next = sum_ + term;
      lost_ = (next - sum_) - term;
      sum_ = next;
      ++count_;
    }
    MOTE_BIT_CONSTEXPR decibels sum() const noexcept { return decibels_of_power(sum_); }
    MOTE_BIT_CONSTEXPR decibels mean() const noexcept {
      return sum() - decibels_of_power(uint64_t{count_});
    }

   private:
    float sum_ = 0;
    float lost_ = 0;
    uint32_t count_ = 0;
  };
};

}  // namespace mote::detail::feature
