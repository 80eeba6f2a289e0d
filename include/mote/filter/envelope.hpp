// envelope.hpp - how large a signal is: peak, attack and release, root mean square. Floor 2.
#pragma once

#include <stdint.h>

#include "../core/block/misfit.hpp"
#include "../core/numeric.hpp"
#include "../core/root.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../kernel/number/sqrt.hpp"
#include "detail/by_sample.hpp"
#include "detail/leak.hpp"
#include "detail/lengths.hpp"

namespace mote {

/// Follows |x|: up with the speed of `attack`, down with that of `release`.
///   y += (|x| > y ? attack : release) * (|x| - y)
/// An attack of smoothing{1} (0 seconds) gives the peaks, which then decay.
///
/// Sample   float, int8_t, int16_t, int32_t
/// Range    [0, highest]: the size of the lowest integer saturates
/// State    8 bytes; int32_t 16; and two taps
/// Time     as one_pole
/// Target   integers: bit-exact, within 0.9 LSB of exact arithmetic; a constant size is met exactly
template <class Sample>
class envelope {
  static_assert(traits::takes_samples<envelope, Sample>);

 public:
  using input_type = Sample;
  using output_type = Sample;

  constexpr envelope(one_pole_taps<Sample> attack, one_pole_taps<Sample> release) noexcept
      : attack_{attack}, release_{release} {}

  constexpr Sample operator()(Sample x) noexcept {
    const auto value = state_.value_of(x);
    const auto distance = (x < 0 ? -value : value) - state_.value();
    state_.move(distance, distance > 0 ? attack_ : release_);
    return detail::filter::saturated<Sample>(state_.value());
  }

  template <class In, class Out, detail::filter::if_misfit<envelope, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<envelope, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    detail::filter::by_sample(*this, in, out);
  }

  /// As if the size had always been `size`, which must not be negative.
  constexpr void reset(Sample size = 0) noexcept { state_.start(state_.value_of(size)); }

  /// Other speeds from the next sample on; what was seen is kept.
  constexpr void set_taps(one_pole_taps<Sample> attack, one_pole_taps<Sample> release) noexcept {
    attack_ = attack;
    release_ = release;
  }

 private:
  one_pole_taps<Sample> attack_;
  one_pole_taps<Sample> release_;
  detail::filter::leak<Sample> state_{};
};

/// The largest |x| since reset().
///
/// Sample   float (a NaN is passed over), int8_t, int16_t, int32_t
/// Range    [0, highest]: the size of the lowest integer saturates
/// Target   exact
template <class Sample>
class peak_hold {
  static_assert(traits::takes_samples<peak_hold, Sample>);

 public:
  using input_type = Sample;
  using output_type = Sample;

  constexpr void add(Sample x) noexcept {
    const Sample size = magnitude(x);
    if (size > peak_) peak_ = size;
  }
  constexpr void add(span<const Sample> in) noexcept {
    Sample peak = peak_;
    for (const Sample& x : in) {
      const Sample size = magnitude(x);
      if (size > peak) peak = size;
    }
    peak_ = peak;
  }
  template <class Block, traits::if_no_samples<Block, Sample> = 0>
  constexpr void add(Block&&) noexcept {
    traits::refuse_blocks<Block>();
  }
  constexpr Sample value() const noexcept { return peak_; }
  constexpr void reset() noexcept { peak_ = 0; }

 private:
  static constexpr Sample magnitude(Sample x) noexcept {
    if constexpr (!traits::same<Sample, float>) {
      if (x == numeric<Sample>::lowest) return numeric<Sample>::highest;
    }
    return x < 0 ? static_cast<Sample>(-x) : x;
  }

  Sample peak_ = 0;
};

namespace detail::filter {

/// The mean of squares, and its root as a sample.
template <class Sample>
class mean_square {
 public:
  constexpr void start(Sample x) noexcept {
    state_ = int64_t{of(x)} * 4294967296;  // 2^32
  }
  constexpr void add(Sample x, one_pole_taps<Sample> taps) noexcept {
    const int64_t step = int64_t{of(x) - value()} * static_cast<int32_t>(taps.factor);
    state_ += (step * 65536) >> taps.shift;
  }
  constexpr Sample root() const noexcept {
    constexpr int bits = surplus / 2;
    const uint32_t nearest = nearest_root(static_cast<uint32_t>(value()));
    const int32_t size = static_cast<int32_t>((nearest + ((uint32_t{1} << bits) >> 1)) >> bits);
    return static_cast<Sample>(size > numeric<Sample>::highest ? numeric<Sample>::highest : size);
  }

 private:
  static constexpr int surplus = static_cast<int>(32 - 16 * sizeof(Sample));
  static constexpr int32_t of(Sample x) noexcept {
    return (static_cast<int32_t>(x) * x) << surplus;
  }
  constexpr int32_t value() const noexcept { return static_cast<int32_t>(state_ >> 32); }

  int64_t state_ = 0;  // the upper half is the value, at most 2^30
};
template <>
class mean_square<int32_t> {
 public:
  constexpr void start(int32_t x) noexcept { mean_.start(int64_t{x} * x); }
  constexpr void add(int32_t x, one_pole_taps<int32_t> taps) noexcept {
    mean_.move(int64_t{x} * x - mean_.value(), taps);
  }
  constexpr int32_t root() const noexcept {
    const uint64_t nearest = nearest_root(static_cast<uint64_t>(mean_.value()));
    return nearest > 0x7fffffff ? 0x7fffffff : static_cast<int32_t>(nearest);
  }

 private:
  leak<int32_t> mean_{};
};
template <>
class mean_square<float> {
 public:
  constexpr void start(float x) noexcept { mean_.start(x * x); }
  constexpr void add(float x, one_pole_taps<float> taps) noexcept {
    mean_.move(x * x - mean_.value(), taps);
  }
  MOTE_BIT_CONSTEXPR float root() const noexcept {
    return mean_.value() > 0 ? sqrt(mean_.value()) : 0.0f;
  }

 private:
  leak<float> mean_{};
};

}  // namespace detail::filter

/// The root of the smoothed square: y += alpha * (x^2 - y), and its root.
///
/// Sample   float, int8_t, int16_t, int32_t
/// Range    [0, highest]; float: the squares are floats, so |x| from 1e-19 to 1e19, or 0
/// State    8 bytes; int32_t 16; and the taps
/// Time     one_pole's, and with each value that is read a square root: 16 steps of integers
///          (int32_t 32; float one instruction where there is an FPU)
/// Target   integers: bit-exact, within 1 LSB of exact arithmetic from a value of 1 LSB on
template <class Sample>
class rms_envelope {
  static_assert(traits::takes_samples<rms_envelope, Sample>);

 public:
  using input_type = Sample;
  using output_type = Sample;

  constexpr explicit rms_envelope(one_pole_taps<Sample> taps) noexcept : taps_{taps} {}

  MOTE_BIT_CONSTEXPR Sample operator()(Sample x) noexcept {
    add(x);
    return value();
  }

  /// Without the root: call value() when it is wanted.
  constexpr void add(Sample x) noexcept { mean_.add(x, taps_); }
  constexpr void add(span<const Sample> in) noexcept {
    rms_envelope local = *this;
    for (const Sample& x : in) local.add(x);
    *this = local;
  }
  template <class Block, traits::if_no_samples<Block, Sample> = 0>
  constexpr void add(Block&&) noexcept {
    traits::refuse_blocks<Block>();
  }
  MOTE_BIT_CONSTEXPR Sample value() const noexcept { return mean_.root(); }

  template <class In, class Out, detail::filter::if_misfit<rms_envelope, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<rms_envelope, In, Out>();
  }
  /// Blocks of one length; `out` may be `in`.
  MOTE_BIT_CONSTEXPR void process(span<const Sample> in, span<Sample> out) noexcept {
    detail::filter::by_sample(*this, in, out);
  }

  /// As if the input had always been `x`.
  constexpr void reset(Sample x = 0) noexcept { mean_.start(x); }

  /// Another speed from the next sample on; what was seen is kept.
  constexpr void set_taps(one_pole_taps<Sample> taps) noexcept { taps_ = taps; }

 private:
  one_pole_taps<Sample> taps_;
  detail::filter::mean_square<Sample> mean_{};
};

}  // namespace mote
