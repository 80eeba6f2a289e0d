// smooth_values.hpp - values of a regression that do not jump. Floor 4.
//
// These stages stand behind `classify` of a regression, and answer from the first value on: it is
// taken as if it had always been.
#pragma once

#include <stddef.h>

#include "../design/smoothing.hpp"
#include "../filter/median.hpp"
#include "../filter/one_pole.hpp"

namespace mote {

/// The middle one of the last N values: takes out single ones that are far off.
///
///   mote::running_median<float, 5> steady;
///   const float now = steady(mote::predict(pulse::model, x));
///
/// Sample   as median: float, int32_t, ...
/// Shape    N odd
/// State    that of median, and a bool
/// Time     that of median
/// Target   exact
template <class Value, size_t N>
class running_median {
 public:
  using input_type = Value;
  using output_type = Value;

  constexpr Value operator()(Value x) noexcept {
    if (!any_) filter_.reset(x);
    any_ = true;
    return filter_(x);
  }
  /// The next value is the first.
  constexpr void reset() noexcept { any_ = false; }

 private:
  median<Value, N> filter_{};
  bool any_ = false;
};

/// y += alpha * (x - y), with the taps of a one_pole that are a constant.
///
///   inline constexpr auto slowly = mote::quantize<float>(mote::smoothing{0.25});
///   mote::smooth_values<float, slowly> smooth;
///
/// Sample   as one_pole: float, int32_t, ...
/// Range    never leaves that of its input; a NaN stays until reset()
/// State    that of one_pole, and a bool
/// Time     that of one_pole
/// Target   that of one_pole
template <class Value, const one_pole_taps<Value>& Taps>
class smooth_values {
 public:
  using input_type = Value;
  using output_type = Value;

  constexpr Value operator()(Value x) noexcept {
    if (!any_) {
      filter_.set_taps(Taps);
      filter_.reset(x);
    }
    any_ = true;
    return filter_(x);
  }
  /// The next value is the first.
  constexpr void reset() noexcept { any_ = false; }

 private:
  // All zeros until the first value, so that a pipeline with it takes no flash for its RAM.
  one_pole<Value> filter_{one_pole_taps<Value>{}};
  bool any_ = false;
};

}  // namespace mote
