// moving_extreme.hpp - the smallest and the largest of the newest N samples. Floor 2.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"
#include "../core/numeric.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "detail/by_sample.hpp"
#include "detail/lengths.hpp"

namespace mote {

namespace detail::filter {

/// Blocks of Window samples: the window is a tail of the last block, whose extremes were computed
/// when it was full, and a head of this one, whose extreme is carried along.
template <class Sample, size_t Window, class Order>
class moving_extreme {
  static_assert(traits::takes_samples<moving_extreme, Sample, traits::samples::with_unsigned>);
  static_assert(Window >= 1 && Window <= 65536,
                "a moving minimum or maximum takes 1 to 65536 samples");

 public:
  using input_type = Sample;
  using output_type = Sample;

  constexpr moving_extreme() noexcept { reset(); }

  constexpr Sample operator()(Sample x) noexcept {
    head_ = place_ == 0 ? x : chosen(head_, x);
    tails_[place_] = x;
    if (++place_ < Window) return chosen(head_, tails_[place_]);
    for (size_t i = Window - 1; i > 0; --i) tails_[i - 1] = chosen(tails_[i - 1], tails_[i]);
    place_ = 0;
    return tails_[0];
  }

  template <class In, class Out, detail::filter::if_misfit<moving_extreme, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<moving_extreme, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    by_sample_in_memory(*this, in, out);
  }

  constexpr void reset() noexcept { reset(Order::template last<Sample>()); }
  /// As if the input had always been `x`.
  constexpr void reset(Sample x) noexcept {
    for (Sample& tail : tails_) tail = x;
    place_ = 0;
  }

 private:
  static constexpr Sample chosen(Sample a, Sample b) noexcept {
    if constexpr (traits::same<Sample, float>) {
      if (a != a) return b;
    }
    return Order::before(b, a) ? b : a;
  }

  array<Sample, Window> tails_{};
  traits::smallest_unsigned<Window> place_ = 0;
  Sample head_{};
};

struct smaller {
  template <class Sample>
  static constexpr bool before(Sample a, Sample b) noexcept {
    return a < b;
  }
  template <class Sample>
  static constexpr Sample last() noexcept {
    if constexpr (traits::same<Sample, float>) return __builtin_inff();
    return numeric<Sample>::highest;
  }
};
struct larger {
  template <class Sample>
  static constexpr bool before(Sample a, Sample b) noexcept {
    return a > b;
  }
  template <class Sample>
  static constexpr Sample last() noexcept {
    if constexpr (traits::same<Sample, float>) return -__builtin_inff();
    return numeric<Sample>::lowest;
  }
};

}  // namespace detail::filter

/// The smallest of the newest Window samples; of all that there were while they are fewer. As
/// scipy's minimum_filter1d(x, Window, origin=(Window - 1) // 2, mode="nearest"), which is causal.
///
/// Sample   float, int8_t, int16_t, int32_t, uint8_t, uint16_t; a NaN counts as missing
/// State    Window + 1 samples and a place
/// Time     three compares a sample on average; Window with every Window-th
/// Target   exact
/// Source   M. van Herk, "A fast algorithm for local minimum and maximum filters" (1992)
template <class Sample, size_t Window>
class moving_min : public detail::filter::moving_extreme<Sample, Window, detail::filter::smaller> {
};

/// The largest of the newest Window samples. All else as moving_min.
template <class Sample, size_t Window>
class moving_max : public detail::filter::moving_extreme<Sample, Window, detail::filter::larger> {};

}  // namespace mote
