// moving.hpp - the sum and the mean of the newest N samples. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/numeric.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../kernel/number/quotient.hpp"
#include "detail/by_sample.hpp"
#include "detail/lengths.hpp"

namespace mote {

/// The sum of the newest Window samples; before the first one the input was 0.
///
/// Sample   float, int8_t, int16_t, int32_t, uint8_t, uint16_t; the result is sum_t<Sample>, which
/// always holds it State    Window samples, a sum and a place; float one more sum Time     an
/// addition and a subtraction a sample; float one more addition Target   integers: exact. float:
/// the sum is built anew with every Window samples, so that its
///          error never grows: below 3 * Window * 2^-24 of Window times the largest |x| of the last
///          2 * Window samples. A NaN or an infinity is gone after as many.
template <class Sample, size_t Window>
class moving_sum {
  static_assert(traits::takes_samples<moving_sum, Sample, traits::samples::with_unsigned>);
  static_assert(Window >= 1 && Window <= 65536, "a moving sum takes 1 to 65536 samples");

 public:
  using input_type = Sample;
  using output_type = sum_t<Sample>;

  constexpr output_type operator()(Sample x) noexcept {
    sum_ = static_cast<output_type>(sum_ - seen_[place_] + x);
    seen_[place_] = x;
    if constexpr (traits::same<Sample, float>) fresh_ += x;
    if (++place_ == Window) {
      place_ = 0;
      if constexpr (traits::same<Sample, float>) {
        sum_ = fresh_;
        fresh_ = 0;
      }
    }
    return sum_;
  }

  template <class In, class Out, detail::filter::if_misfit<moving_sum, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<moving_sum, In, Out>();
  }
  /// Blocks of one length.
  constexpr void process(span<const Sample> in, span<output_type> out) noexcept {
    detail::filter::by_sample_in_memory(*this, in, out);
  }

  /// As if the input had always been `x`.
  constexpr void reset(Sample x = 0) noexcept {
    for (Sample& value : seen_) value = x;
    sum_ = static_cast<output_type>(x) * static_cast<output_type>(Window);
    fresh_ = {};
    place_ = 0;
  }

 private:
  struct nothing {};

  array<Sample, Window> seen_{};
  traits::smallest_unsigned<Window> place_ = 0;
  traits::choose_t<traits::same<Sample, float>, float, nothing> fresh_{};
  output_type sum_ = 0;
};

namespace detail::filter {
/// sum / Window, rounded half up.
template <class Sample, size_t Window>
constexpr Sample mean_of(sum_t<Sample> sum) noexcept {
  constexpr uint32_t n = Window;
  if constexpr (traits::same<Sample, float>) {
    return sum * static_cast<float>(1.0 / static_cast<double>(Window));
  } else if constexpr (sizeof(Sample) <= 2) {
    constexpr uint32_t range = uint32_t{1} << (8 * sizeof(Sample));
    constexpr uint32_t half_range = is_sample<Sample> ? range / 2 : 0;
    constexpr uint64_t bound = uint64_t{n} * range;
    const uint32_t positive = static_cast<uint32_t>(sum) + n * half_range + n / 2;
    const uint32_t mean = kernel::quotient<n, bound>(positive);
    return static_cast<Sample>(static_cast<int32_t>(mean) - static_cast<int32_t>(half_range));
  } else {  // long division by digits of 16 bits
    const uint64_t positive = static_cast<uint64_t>(sum) + (uint64_t{n} << 31) + n / 2;
    const uint32_t low = static_cast<uint32_t>(positive);
    const uint32_t first = (static_cast<uint32_t>(positive >> 32) << 16) | (low >> 16);
    const uint32_t high = kernel::quotient<n>(first);
    const uint32_t second = ((first - high * n) << 16) | (low & 0xffffu);
    const uint32_t mean = (high << 16) | kernel::quotient<n>(second);
    return static_cast<Sample>(static_cast<int64_t>(mean) - 2147483648LL);
  }
}
}  // namespace detail::filter

/// The mean of the newest Window samples; before the first one the input was 0. As scipy's
/// lfilter(ones(Window) / Window, 1, x).
///
/// Sample   float, int8_t, int16_t, int32_t, uint8_t, uint16_t
/// Range    the mean is always a sample: nothing saturates
/// State    as moving_sum
/// Time     as moving_sum, and a division by a constant (kernel/quotient.hpp)
/// Target   integers: exact, rounded half up. float: as moving_sum
template <class Sample, size_t Window>
class moving_mean {
  static_assert(traits::takes_samples<moving_mean, Sample, traits::samples::with_unsigned>);

 public:
  using input_type = Sample;
  using output_type = Sample;

  constexpr Sample operator()(Sample x) noexcept {
    return detail::filter::mean_of<Sample, Window>(sum_(x));
  }

  template <class In, class Out, detail::filter::if_misfit<moving_mean, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<moving_mean, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    detail::filter::by_sample_in_memory(*this, in, out);
  }

  /// As if the input had always been `x`.
  constexpr void reset(Sample x = 0) noexcept { sum_.reset(x); }

 private:
  moving_sum<Sample, Window> sum_{};
};

}  // namespace mote
