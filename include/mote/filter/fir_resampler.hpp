// fir_resampler.hpp - an FIR filter that changes the sample rate by a fraction. Floor 2.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"
#include "../core/expects.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../design/fir_design.hpp"
#include "detail/delay_line.hpp"
#include "detail/lengths.hpp"
#include "fir.hpp"
#include "fir_resample.hpp"
#include "taps/fir_taps.hpp"

namespace mote {

namespace detail::filter {
constexpr size_t common_divisor(size_t a, size_t b) noexcept {
  while (b != 0) {
    const size_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
}  // namespace detail::filter

/// FIR filter from Down samples to Up: behind Up - 1 zeros after each sample, of the outputs every
/// Down-th. Neither the zeros nor the other outputs are computed: scipy.signal.upfirdn(b, x, Up,
/// Down). 44.1 to 48 kHz is Up = 160, Down = 147. The first sample gives the first output.
///
/// Sample   float, int8_t, int16_t, int32_t; numbers as in `fir`
/// State    the taps, and Taps / Up + Block samples
/// Time     Taps / Up products an output
template <class Sample, size_t Taps, size_t Up, size_t Down, size_t Block = 32>
class fir_resampler {
  static_assert(traits::takes_samples<fir_resampler, Sample>);
  static_assert(Up > 0 && Down > 0 && detail::filter::common_divisor(Up, Down) == 1,
                "fir_resampler gives Up outputs for Down samples: use the smallest two numbers of "
                "that ratio");

 public:
  using input_type = Sample;
  using output_type = Sample;

  using phase = fir_taps<Sample, detail::filter::phase_taps<Taps, Up>>;

  /// Phase p has the taps p, p + Up, p + 2 * Up, ... of a design.
  constexpr explicit fir_resampler(const array<phase, Up>& phases) noexcept : phases_{phases} {}
  /// A design of gain Up keeps the level of the signal.
  constexpr explicit fir_resampler(const array<double, Taps>& b) noexcept
      : phases_{detail::filter::phases_of<Sample, Up>(b)} {}
  template <size_t Other>
  constexpr explicit fir_resampler(const array<double, Other>&) noexcept {
    detail::filter::refuse_taps<Other>();
  }

  /// How many outputs the next `samples` give.
  constexpr size_t outputs(size_t samples) const noexcept {
    const size_t zeros = Up * skip_ + phase_;  // before the next output
    return Up * samples > zeros ? (Up * samples - zeros - 1) / Down + 1 : 0;
  }

  template <class In, class Out, detail::filter::if_misfit<fir_resampler, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<fir_resampler, In, Out>();
  }
  static constexpr bool fits(size_t in, size_t out) noexcept { return Up * in <= Down * out; }
  /// A block of any length; `out` has outputs(in.size()) elements or more and does not overlap
  /// `in`. Returns the number of outputs.
  constexpr size_t process(span<const Sample> in, span<Sample> out) noexcept {
    MOTE_EXPECTS(out.size() >= outputs(in.size()),
                 "the output must have room for outputs(in.size()) samples");
    const Sample* from = in.data();
    Sample* to = out.data();
    for (size_t rest = in.size(); rest != 0;) {
      line_.make_space();
      const size_t count = rest < line_.space() ? rest : line_.space();
      const detail::filter::fir_tap<Sample>* window = line_.append(from, count);
      while (skip_ < count) {
        detail::filter::fir_run(phases_[phase_], window + skip_, to++, 1);
        skip_ += Down / Up;
        phase_ += Down % Up;
        if (phase_ >= Up) {
          phase_ -= Up;
          ++skip_;
        }
      }
      skip_ -= count;
      from += count;
      rest -= count;
    }
    return static_cast<size_t>(to - out.data());
  }

  /// Behaves as if newly built; the taps stay.
  constexpr void reset() noexcept {
    line_.reset();
    skip_ = phase_ = 0;
  }
  /// As if the input had always been `x`.
  constexpr void reset(Sample x) noexcept {
    line_.reset(x);
    skip_ = phase_ = 0;
  }

 private:
  array<phase, Up> phases_{};
  delay_line<detail::filter::fir_tap<Sample>, phase::padded, Block> line_{};
  size_t skip_ = 0;  // samples before the one that the next output ends with
  size_t phase_ = 0;
};

/// The outputs that a resampler with resampling_design gives before the first of resample_poly:
/// what the low pass delays.
template <size_t Up, size_t Down>
inline constexpr size_t resampling_delay = (10 * (Up > Down ? Up : Down) + Down - 1) / Down;

/// The number of taps of resampling_design.
template <size_t Up, size_t Down>
inline constexpr size_t resampling_length = resampling_delay<Up, Down>* Down +
                                            10 * (Up > Down ? Up : Down) + 1;

/// The taps of scipy.signal.resample_poly(x, Up, Down): a low pass of 20 max(Up, Down) + 1 taps
/// with Kaiser's window, of gain Up, and as many zeros before it as let an output meet its middle.
template <size_t Up, size_t Down>
constexpr auto resampling_design() noexcept {
  constexpr size_t faster = Up > Down ? Up : Down;
  static_assert(
      Up > 0 && Down > 0 && faster > 1,
      "resampling_design<Up, Down> takes a ratio of two numbers that is not 1 to 1: where the "
      "rate stays, leave the resampler out");
  constexpr size_t length = 20 * faster + 1;
  const auto low = fir_lowpass<length>(0.5 / static_cast<double>(faster), 1, windows::kaiser(5));
  array<double, resampling_length<Up, Down>> taps{};
  for (size_t i = 0; i < length; ++i) {
    taps[taps.size() - length + i] = low[i] * static_cast<double>(Up);
  }
  return taps;
}

}  // namespace mote
