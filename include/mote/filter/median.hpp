// median.hpp - the middle one of the newest N samples: takes out spikes. Floor 2.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "detail/by_sample.hpp"
#include "detail/lengths.hpp"
#include "detail/sorted_window.hpp"

namespace mote {

/// The median of the newest Window samples; before the first one the input was 0.
///
/// scipy's medfilt(x, Window) is centred: its value at n is this filter's at n + (Window - 1) / 2.
/// It takes the signal for 0 on both sides: give (Window - 1) / 2 zeros after the last sample and
/// all values are medfilt's, the edges included.
///
/// Sample   float, int8_t, int16_t, int32_t, uint8_t, uint16_t; a NaN sorts above all
///          numbers, as in numpy
/// State    Window samples in order of time, from 7 on as many in order of size, and a place
/// Time     Window 3: three compares; 5: ten. Else at most log2 Window + Window steps a sample: a
///          search of the oldest one and the shift of those between it and the newest
/// Target   exact
template <class Sample, size_t Window>
class median {
  static_assert(traits::takes_samples<median, Sample, traits::samples::with_unsigned>);
  static_assert(Window % 2 == 1 && Window < 65536,
                "a median needs an odd window: use 3, 5, 7, ...");

 public:
  using input_type = Sample;
  using output_type = Sample;

  constexpr Sample operator()(Sample x) noexcept {
    const Sample oldest = seen_[place_];
    seen_[place_] = x;
    if (++place_ == Window) place_ = 0;
    if constexpr (Window == 1) {
      return x;
    } else if constexpr (Window == 3) {
      return middle(seen_[0], seen_[1], seen_[2]);
    } else if constexpr (Window == 5) {  // neither the least nor the largest of four can be it
      const Sample a = seen_[0], b = seen_[1], c = seen_[2], d = seen_[3];
      return middle(seen_[4], larger(smaller(a, b), smaller(c, d)),
                    smaller(larger(a, b), larger(c, d)));
    } else {
      detail::filter::exchange_sorted(sorted_, oldest, x);
      return sorted_[Window / 2];
    }
  }

  template <class In, class Out, detail::filter::if_misfit<median, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<median, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    detail::filter::by_sample_in_memory(*this, in, out);
  }

  /// As if the input had always been `x`.
  constexpr void reset(Sample x = 0) noexcept {
    for (Sample& value : seen_) value = x;
    for (Sample& value : sorted_) value = x;
    place_ = 0;
  }

 private:
  static constexpr bool less(Sample a, Sample b) noexcept {
    return detail::filter::lies_below(a, b);
  }
  static constexpr Sample smaller(Sample a, Sample b) noexcept { return less(b, a) ? b : a; }
  static constexpr Sample larger(Sample a, Sample b) noexcept { return less(b, a) ? a : b; }
  static constexpr Sample middle(Sample a, Sample b, Sample c) noexcept {
    const bool rises = less(a, b);
    const Sample low = rises ? a : b;
    const Sample high = rises ? b : a;
    if (less(c, low)) return low;
    return less(high, c) ? high : c;
  }

  static constexpr size_t sorted_size = Window > 5 ? Window : 1;

  array<Sample, Window> seen_{};
  array<Sample, sorted_size> sorted_{};
  traits::smallest_unsigned<Window> place_ = 0;
};

}  // namespace mote
