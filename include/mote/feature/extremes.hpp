// extremes.hpp - lowest and highest sample, and how often a signal changes its sign. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/block/misfit.hpp"
#include "../core/expects.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"

namespace mote {

/// The lowest and the highest of all samples since the start.
///
/// Sample   float, int8_t, int16_t, int32_t, uint8_t, uint16_t; a NaN is passed over
/// Range    at least one sample before a result is asked for
/// Target   bit-exact
template <class Sample>
class extremes {
  static_assert(traits::takes_samples<extremes, Sample, traits::samples::with_unsigned>);

 public:
  using input_type = Sample;

  constexpr void add(Sample x) noexcept { add(span<const Sample>{&x, 1}); }
  constexpr void add(span<const Sample> in) noexcept {
    const Sample* x = in.data();
    size_t rest = in.size();
    for (; !any_ && rest != 0; --rest, ++x) {
      if (!(*x == *x)) continue;
      low_ = high_ = *x;
      any_ = true;
    }
    Sample low = low_;
    Sample high = high_;
    for (; rest != 0; --rest) {
      const Sample v = *x++;
      if (v < low) low = v;
      if (v > high) high = v;
    }
    low_ = low;
    high_ = high;
  }
  template <class Block, traits::if_no_samples<Block, Sample> = 0>
  constexpr void add(Block&&) noexcept {
    traits::refuse_blocks<Block>();
  }
  constexpr void reset() noexcept { *this = extremes{}; }

  constexpr bool empty() const noexcept { return !any_; }
  constexpr Sample lowest() const noexcept {
    MOTE_EXPECTS(any_, "add a sample before a result is asked for");
    return low_;
  }
  constexpr Sample highest() const noexcept {
    MOTE_EXPECTS(any_, "add a sample before a result is asked for");
    return high_;
  }

  /// highest() - lowest(); of integers without a sign, as it can be twice the largest sample.
  constexpr auto peak_to_peak() const noexcept {
    MOTE_EXPECTS(any_, "add a sample before a result is asked for");
    if constexpr (Sample(0.5) != 0) {
      return high_ - low_;
    } else {
      return static_cast<uint32_t>(high_) - static_cast<uint32_t>(low_);
    }
  }

 private:
  Sample low_{};
  Sample high_{};
  bool any_ = false;
};

/// How often the sign of a signal changed: numpy.signbit(x) against the sample before; 0 counts as
/// positive, as does -0.0, which numpy calls negative.
///
/// Sample   float, int8_t, int16_t, int32_t
/// Target   bit-exact
template <class Sample>
class zero_crossings {
  static_assert(traits::takes_samples<zero_crossings, Sample>);

 public:
  using input_type = Sample;

  constexpr void add(Sample x) noexcept { add(span<const Sample>{&x, 1}); }
  constexpr void add(span<const Sample> in) noexcept {
    for (const Sample x : in) {
      const bool negative = x < 0;
      if (any_ && negative != negative_) ++count_;
      negative_ = negative;
      any_ = true;
    }
  }
  template <class Block, traits::if_no_samples<Block, Sample> = 0>
  constexpr void add(Block&&) noexcept {
    traits::refuse_blocks<Block>();
  }
  constexpr void reset() noexcept { *this = zero_crossings{}; }

  constexpr uint32_t count() const noexcept { return count_; }

 private:
  uint32_t count_ = 0;
  bool negative_ = false;
  bool any_ = false;
};

}  // namespace mote
