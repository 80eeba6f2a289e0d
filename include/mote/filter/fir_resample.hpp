// fir_resample.hpp - FIR filters that lower or raise the sample rate by a whole factor. Floor 2.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"
#include "../core/expects.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "detail/delay_line.hpp"
#include "detail/lengths.hpp"
#include "fir.hpp"
#include "taps/fir_taps.hpp"

namespace mote {

/// FIR filter that keeps every Factor-th output and computes no other: scipy.signal.upfirdn(b, x,
/// down=Factor). The first sample gives the first output.
///
/// Sample   float, int8_t, int16_t, int32_t; numbers as in `fir`
/// State    the taps, and Taps + Block samples
/// Time     Taps products an output; a sample that gives none is only stored
template <class Sample, size_t Taps, size_t Factor, size_t Block = 32>
class fir_decimator {
  static_assert(traits::takes_samples<fir_decimator, Sample>);
  static_assert(Factor > 0, "fir_decimator keeps every Factor-th sample: use Factor >= 1");

 public:
  using input_type = Sample;
  using output_type = Sample;

  using taps_type = fir_taps<Sample, Taps>;

  constexpr explicit fir_decimator(const taps_type& taps) noexcept : taps_{taps} {}
  constexpr explicit fir_decimator(const array<double, Taps>& b) noexcept
      : taps_{quantize<Sample>(b)} {}
  template <size_t Other>
  constexpr explicit fir_decimator(const array<double, Other>&) noexcept {
    detail::filter::refuse_taps<Other>();
  }

  /// How many outputs the next `samples` give.
  constexpr size_t outputs(size_t samples) const noexcept {
    return samples > skip_ ? (samples - skip_ - 1) / Factor + 1 : 0;
  }

  template <class In, class Out, detail::filter::if_misfit<fir_decimator, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<fir_decimator, In, Out>();
  }
  static constexpr bool fits(size_t in, size_t out) noexcept { return in <= Factor * out; }
  /// A block of any length; `out` has outputs(in.size()) elements or more, and may start where `in`
  /// starts. Returns the number of outputs.
  constexpr size_t process(span<const Sample> in, span<Sample> out) noexcept {
    MOTE_EXPECTS(out.size() >= outputs(in.size()),
                 "the output must have room for outputs(in.size()) samples");
    const Sample* from = in.data();
    Sample* to = out.data();
    for (size_t rest = in.size(); rest != 0;) {
      line_.make_space();
      const size_t count = rest < line_.space() ? rest : line_.space();
      const detail::filter::fir_tap<Sample>* window = line_.append(from, count);
      for (; skip_ < count; skip_ += Factor)
        detail::filter::fir_run(taps_, window + skip_, to++, 1);
      skip_ -= count;
      from += count;
      rest -= count;
    }
    return static_cast<size_t>(to - out.data());
  }

  /// Behaves as if newly built; the taps stay.
  constexpr void reset() noexcept {
    line_.reset();
    skip_ = 0;
  }
  /// As if the input had always been `x`.
  constexpr void reset(Sample x) noexcept {
    line_.reset(x);
    skip_ = 0;
  }

 private:
  taps_type taps_;
  delay_line<detail::filter::fir_tap<Sample>, taps_type::padded, Block> line_{};
  size_t skip_ = 0;  // samples before the next that gives an output
};

namespace detail::filter {
template <size_t Taps, size_t Phases>
inline constexpr size_t phase_taps = (Taps + Phases - 1) / Phases;

/// Phase p has the taps p, p + Phases, p + 2 * Phases, ... of the design.
template <class Sample, size_t Phases, size_t Taps>
constexpr auto phases_of(const array<double, Taps>& b) noexcept {
  array<fir_taps<Sample, phase_taps<Taps, Phases>>, Phases> phases{};
  for (size_t p = 0; p < Phases; ++p) {
    array<double, phase_taps<Taps, Phases>> of_phase{};
    for (size_t i = 0; p + i * Phases < Taps; ++i) of_phase[i] = b[p + i * Phases];
    phases[p] = quantize<Sample>(of_phase);
  }
  return phases;
}
}  // namespace detail::filter

/// FIR filter behind Factor - 1 zeros after each sample, without computing with zeros:
/// scipy.signal.upfirdn(b, x, up=Factor). A design of gain Factor keeps the level of the signal.
///
/// Sample   float, int8_t, int16_t, int32_t; numbers as in `fir`
/// State    the taps, and Taps / Factor + Block samples
/// Time     Taps / Factor products an output
template <class Sample, size_t Taps, size_t Factor, size_t Block = 32>
class fir_interpolator {
  static_assert(traits::takes_samples<fir_interpolator, Sample>);
  static_assert(Factor > 0, "fir_interpolator gives Factor outputs a sample: use Factor >= 1");

 public:
  using input_type = Sample;
  using output_type = Sample;

  using phase = fir_taps<Sample, detail::filter::phase_taps<Taps, Factor>>;

  /// Phase p has the taps p, p + Factor, p + 2 * Factor, ... of a design.
  constexpr explicit fir_interpolator(const array<phase, Factor>& phases) noexcept
      : phases_{phases} {}
  constexpr explicit fir_interpolator(const array<double, Taps>& b) noexcept
      : phases_{detail::filter::phases_of<Sample, Factor>(b)} {}

  template <size_t Other>
  constexpr explicit fir_interpolator(const array<double, Other>&) noexcept {
    detail::filter::refuse_taps<Other>();
  }

  static constexpr size_t outputs(size_t samples) noexcept { return Factor * samples; }

  template <class In, class Out, detail::filter::if_misfit<fir_interpolator, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<fir_interpolator, In, Out>();
  }
  static constexpr bool fits(size_t in, size_t out) noexcept { return Factor * in == out; }
  /// A block of any length; `out` has Factor * in.size() elements and does not overlap `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    MOTE_EXPECTS(out.size() == Factor * in.size(),
                 "the output must be Factor times as long as the input");
    const Sample* from = in.data();
    Sample* to = out.data();
    for (size_t rest = in.size(); rest != 0;) {
      line_.make_space();
      const size_t count = rest < line_.space() ? rest : line_.space();
      const detail::filter::fir_tap<Sample>* window = line_.append(from, count);
      for (size_t p = 0; p < Factor; ++p) {
        detail::filter::fir_run(phases_[p], window, kernel::every_nth<Sample, Factor>{to + p},
                                count);
      }
      from += count;
      to += Factor * count;
      rest -= count;
    }
  }

  /// Behaves as if newly built; the taps stay.
  constexpr void reset() noexcept { line_.reset(); }
  /// As if the input had always been `x`.
  constexpr void reset(Sample x) noexcept { line_.reset(x); }

 private:
  array<phase, Factor> phases_{};
  delay_line<detail::filter::fir_tap<Sample>, phase::padded, Block> line_{};
};

}  // namespace mote
