// leak.hpp - a value that drifts toward another and never gets stuck: one-pole state. Floor 2.
#pragma once

#include <stdint.h>

#include "../../core/number/compensated_sum.hpp"
#include "../../core/numeric.hpp"
#include "../../core/traits.hpp"
#include "../../design/smoothing.hpp"
#include "../../kernel/number/clip.hpp"
#include "../../kernel/number/fraction.hpp"

namespace mote::detail::filter {

/// value() moves by alpha * distance. What a step has below the last bit of the value is kept, so
/// that the value comes to rest only where the distance is 0 or 1, however small alpha is.
///
/// Range    values in [-2^29, 2^29]; the value never overshoots
template <class Sample>
class leak {
 public:
  using value_type = int32_t;
  static constexpr int fraction_bits = static_cast<int>(30 - 8 * sizeof(Sample));

  static constexpr int32_t value_of(Sample x) noexcept {
    return static_cast<int32_t>(x) * (int32_t{1} << fraction_bits);
  }
  constexpr int32_t value() const noexcept {
    return static_cast<int32_t>(static_cast<uint32_t>(state_ >> 32));
  }
  constexpr void start(int32_t value) noexcept {
    state_ = uint64_t{static_cast<uint32_t>(value)} << 32;
  }
  constexpr void move(int32_t distance, one_pole_taps<Sample> taps) noexcept {
    const int32_t step = kernel::scaled_q16(distance, taps.factor);
    const uint32_t low = (static_cast<uint32_t>(step) << 1) << (31 - taps.shift);
    state_ += (uint64_t{static_cast<uint32_t>(step >> taps.shift)} << 32) | low;
  }

 private:
  uint64_t state_ = 0;  // the upper half is the value
};

/// The same with 64-bit values, in [-2^62, 2^62), and distances in (-2^62, 2^62].
template <>
class leak<int32_t> {
 public:
  using value_type = int64_t;
  static constexpr int fraction_bits = 29;

  static constexpr int64_t value_of(int32_t x) noexcept {
    return int64_t{x} * (int64_t{1} << fraction_bits);
  }
  constexpr int64_t value() const noexcept { return value_; }
  constexpr void start(int64_t value) noexcept {
    value_ = value;
    rest_ = 0;
  }
  constexpr void move(int64_t distance, one_pole_taps<int32_t> taps) noexcept {
    if (taps.factor == 0) {
      value_ += distance;
      return;
    }
    const uint64_t low = static_cast<uint64_t>(static_cast<uint32_t>(distance)) * taps.factor;
    const int64_t high = (distance >> 32) * int64_t{taps.factor} + static_cast<int64_t>(low >> 32);
    uint32_t rest = static_cast<uint32_t>(low);
    if (taps.shift != 0) {
      rest = (rest >> taps.shift) | (static_cast<uint32_t>(high) << (32 - taps.shift));
    }
    const uint64_t sum = uint64_t{rest_} + rest;
    rest_ = static_cast<uint32_t>(sum);
    value_ += (high >> taps.shift) + static_cast<int64_t>(sum >> 32);
  }

 private:
  int64_t value_ = 0;
  uint32_t rest_ = 0;  // in 2^-32 of the last bit of the value
};

/// The same in float: what a sum rounds away is kept for the next one. Do not compile this with
/// -ffast-math.
template <>
class leak<float> {
 public:
  using value_type = float;

  static constexpr float value_of(float x) noexcept { return x; }
  constexpr float value() const noexcept { return sum_.value(); }
  constexpr void start(float value) noexcept { sum_ = value; }
  constexpr void move(float distance, one_pole_taps<float> taps) noexcept {
    sum_.add(taps.alpha * distance);
  }

 private:
  compensated_sum sum_;
};

/// A value as a sample, rounded half up: of a value between those of two samples.
template <class Sample>
constexpr Sample rounded(typename leak<Sample>::value_type value) noexcept {
  if constexpr (traits::same<Sample, float>) {
    return value;
  } else {
    constexpr int bits = leak<Sample>::fraction_bits;
    return static_cast<Sample>((value + (typename leak<Sample>::value_type{1} << (bits - 1))) >>
                               bits);
  }
}
/// The same of a difference of two values: saturated.
template <class Sample>
constexpr Sample saturated(typename leak<Sample>::value_type value) noexcept {
  if constexpr (traits::same<Sample, float>) {
    return value;
  } else if constexpr (sizeof(Sample) == 4) {
    constexpr int bits = leak<Sample>::fraction_bits;
    return numeric<Sample>::saturate((value + (int64_t{1} << (bits - 1))) >> bits);
  } else {
    constexpr int bits = leak<Sample>::fraction_bits;
    return kernel::clipped<Sample>((value + (int32_t{1} << (bits - 1))) >> bits);
  }
}

}  // namespace mote::detail::filter
