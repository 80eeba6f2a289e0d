// decibel.hpp - a level in hundredths of a dB, and the level of a power, in integers. Floor 0.
#pragma once

#include <stdint.h>

#include "log2.hpp"
#include "math.hpp"

namespace mote {

/// A level, or a difference of two. It is kept in whole hundredths of a dB, so that every core
/// prints the same digits.
/// State    4 bytes
class decibels {
 public:
  constexpr decibels() noexcept = default;
  /// To the nearest hundredth; limited to a million dB, which NaN is taken for as well.
  constexpr decibels(float db) noexcept
      : hundredths_{db <= -1e6f ? -most
                    : db < 1e6f ? static_cast<int32_t>(db * 100.0f + (db < 0 ? -0.5f : 0.5f))
                                : most} {}
  static constexpr decibels of_hundredths(int32_t hundredths) noexcept {
    decibels level;
    level.hundredths_ = hundredths;
    return level;
  }

  constexpr int32_t hundredths() const noexcept { return hundredths_; }
  constexpr float value() const noexcept { return static_cast<float>(hundredths_) / 100.0f; }

  friend constexpr decibels operator+(decibels a, decibels b) noexcept {
    return of_hundredths(a.hundredths_ + b.hundredths_);
  }
  friend constexpr decibels operator-(decibels a, decibels b) noexcept {
    return of_hundredths(a.hundredths_ - b.hundredths_);
  }
  friend constexpr bool operator==(decibels a, decibels b) noexcept {
    return a.hundredths_ == b.hundredths_;
  }
  friend constexpr bool operator!=(decibels a, decibels b) noexcept { return !(a == b); }
  friend constexpr bool operator<(decibels a, decibels b) noexcept {
    return a.hundredths_ < b.hundredths_;
  }

 private:
  static constexpr int32_t most = 100000000;

  int32_t hundredths_ = 0;
};

/// 10 log10(power * 2^doublings) in dB, without float. A power of 0 counts as 1.
///
/// Range    -100 <= doublings <= 32
/// Time     no division, no table
/// Target   bit-exact; within 0.006 dB
constexpr decibels decibels_of_power(uint64_t power, int32_t doublings = 0) noexcept {
  const int32_t log2 = log2_q16(power != 0 ? power : 1);
  const int32_t whole = (log2 >> 16) + doublings;
  const uint32_t fraction = static_cast<uint32_t>(log2) & 0xffffu;
  // 100 * 10 log10(2) = 301.03, in units of 2^-16
  const int32_t units = whole * 19728302 + static_cast<int32_t>((fraction * 19266u) >> 6) + 0x8000;
  return decibels::of_hundredths(units >> 16);
}

/// 10 log10(power) in dB, through mote::log2.
///
/// Range    -300 dB for 0 and all below 1e-30; 400 dB for infinity and NaN: loud, and not silent
MOTE_BIT_CONSTEXPR decibels decibels_of_power(float power) noexcept {
  if (power <= 1e-30f) return decibels{-300.0f};
  return decibels{power < 3e38f ? 3.01029996f * log2(power) : 400.0f};
}

}  // namespace mote
