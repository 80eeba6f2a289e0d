// linear_map.hpp - y = scale * x + offset: counts to units. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/expects.hpp"
#include "../core/numeric.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../design/constant.hpp"
#include "detail/by_sample.hpp"
#include "detail/lengths.hpp"

namespace mote {

/// A straight line, saturated to the output type.
///
/// Sample   From and To each int8_t, int16_t, int32_t, uint8_t or uint16_t, in their own units (an
///          LSB is 1); or both float
/// State    16 bytes of constants; float 8
/// Time     one product of 32 x 32 bits to 64 a sample, a shift, two compares
/// Target   integers: bit-exact, rounded half up, within 0.51 LSB of the line for outputs of 8 and
///          16 bits (from int32_t with |offset| < 2^17). A line from range to range is computed in
///          integers, on every compiler alike
template <class From, class To = From>
class linear_map {
  static_assert(traits::takes_samples<linear_map, From, traits::samples::with_unsigned>);
  static_assert(traits::takes_samples<linear_map, To, traits::samples::with_unsigned>);
  static_assert(!traits::same<From, float> && !traits::same<To, float>,
                "linear_map goes from integers to integers or from float to float: convert first");

 public:
  using input_type = From;
  using output_type = To;

  /// y = scale * x + offset with |scale| < 2^30 and |offset| <= 2^31, for constant expressions and
  /// the host.
  constexpr linear_map(double scale, double offset) noexcept {
    MOTE_EXPECTS(constant::abs(scale) < 1073741824.0 && constant::abs(offset) <= 2147483648.0,
                 "the scale is below 2^30 and the offset at most 2^31");
    constexpr double enough = 536870912;
    for (; shift_ < 61 && constant::abs(scale) < enough &&
           constant::abs(offset) < 576460752303423488.0;  // 2^59
         ++shift_) {
      scale *= 2;
      offset *= 2;
    }
    factor_ = static_cast<int32_t>(scale < 0 ? scale - 0.5 : scale + 0.5);
    start_ = static_cast<int64_t>(offset) + half();
  }

  /// The line on which `from_low` becomes `to_low`, and `from_high` becomes `to_high`.
  static constexpr linear_map ranges(int32_t from_low, int32_t from_high, int32_t to_low,
                                     int32_t to_high) noexcept {
    MOTE_EXPECTS(from_low != from_high, "a line needs two points");
    const int64_t run = int64_t{from_high} - from_low;
    const int64_t rise = int64_t{to_high} - to_low;
    const int64_t farthest =
        larger(larger(to_low, -int64_t{to_low}), larger(to_high, -int64_t{to_high}));
    linear_map map;
    int64_t factor = rounded_ratio(rise, run);
    MOTE_EXPECTS(factor > -1073741824 && factor < 1073741824, "the slope is below 2^30");
    for (; farthest < int64_t{1} << (60 - map.shift_); ++map.shift_) {
      const int64_t finer = rounded_ratio(rise * (int64_t{2} << map.shift_), run);
      if (finer <= -1073741824 || finer >= 1073741824) break;
      factor = finer;
    }
    map.factor_ = static_cast<int32_t>(factor);
    map.start_ = int64_t{to_low} * (int64_t{1} << map.shift_) - factor * from_low + map.half();
    return map;
  }

  constexpr To operator()(From x) const noexcept {
    const int64_t y = (start_ + int64_t{x} * factor_) >> shift_;
    constexpr int64_t highest = numeric<To>::highest;
    constexpr int64_t lowest = numeric<To>::lowest;
    return static_cast<To>(y < lowest ? lowest : y > highest ? highest : y);
  }

  template <class In, class Out, detail::filter::if_misfit<linear_map, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<linear_map, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const From> in, span<To> out) const noexcept {
    detail::filter::by_sample_in_memory(*this, in, out);
  }

 private:
  constexpr linear_map() noexcept = default;
  constexpr int64_t half() const noexcept { return (int64_t{1} << shift_) >> 1; }
  static constexpr int64_t larger(int64_t a, int64_t b) noexcept { return a > b ? a : b; }
  static constexpr int64_t rounded_ratio(int64_t a, int64_t b) noexcept {
    const int64_t q = a / b;
    const int64_t rest = a - q * b;
    const bool up = 2 * (rest < 0 ? -rest : rest) >= (b < 0 ? -b : b);
    return up ? q + ((a < 0) == (b < 0) ? 1 : -1) : q;
  }

  int64_t start_ = 0;
  int32_t factor_ = 0;
  uint8_t shift_ = 0;
};

template <>
class linear_map<float, float> {
 public:
  using input_type = float;
  using output_type = float;

  constexpr linear_map(double scale, double offset) noexcept
      : scale_{static_cast<float>(scale)}, offset_{static_cast<float>(offset)} {}

  static constexpr linear_map ranges(double from_low, double from_high, double to_low,
                                     double to_high) noexcept {
    const double scale = (to_high - to_low) / (from_high - from_low);
    return {scale, to_low - scale * from_low};
  }

  constexpr float operator()(float x) const noexcept { return scale_ * x + offset_; }

  template <class In, class Out, detail::filter::if_misfit<linear_map, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<linear_map, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const float> in, span<float> out) const noexcept {
    detail::filter::by_sample_in_memory(*this, in, out);
  }

 private:
  float scale_;
  float offset_;
};

}  // namespace mote
