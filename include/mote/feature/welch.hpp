// welch.hpp - the power spectral density of a stream, averaged over its segments. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/block/misfit.hpp"
#include "../core/expects.hpp"
#include "../core/log2.hpp"
#include "../core/sample.hpp"
#include "../core/scaled.hpp"
#include "../core/span.hpp"
#include "../transform/power.hpp"
#include "../transform/rfft.hpp"
#include "../transform/window.hpp"
#include "detail/welch_arithmetic.hpp"

namespace mote {

/// density: V^2/Hz at a rate of 1, divide by the true one; spectrum: V^2, the power of a tone.
enum class welch_scaling : uint8_t { density, spectrum };
/// constant: the mean of each segment is taken off; none: it stays.
enum class welch_detrend : uint8_t { constant, none };

/// Welch's method: windowed segments of N samples, each Overlap samples into the one before it; the
/// one-sided mean of their powers.
///
///   mote::welch<int16_t, 256> density;
///   density.add(samples);  // as they come, any number of times
///   mote::array<uint32_t, 129> powers;
///   const mote::spectrum_shape shape{density.powers(powers)};
///
/// Sample   float; int16_t: powers are uint32_t with their exponent, as power_spectrum's
/// Shape    N a power of two from 8 to 4096, Overlap < N; N / 2 + 1 powers, bin k at k * rate / N
/// Unit     squares of the samples, see welch_scaling
/// Range    int16_t: every input, up to 16384 segments; more trap where MOTE_CHECKED is 1
/// State    2N samples, 4 bytes a power of float, 8 of int16_t
/// Time     a segment: window, rfft, powers
/// Target   float within 1e-5 of the largest power; integers bit-exact, within 1e-5 of the largest
///          and 1e-3 of itself
/// Source   scipy.signal.welch(x, window, nperseg=N, noverlap=Overlap, scaling, detrend)
template <
    class Sample, size_t N, size_t Overlap = N / 2, welch_scaling Scaling = welch_scaling::density,
    welch_detrend Detrend = welch_detrend::constant, const auto& Taper = hann_window<Sample, N>>
class welch {
  static_assert(traits::takes_samples<welch, Sample, traits::samples::narrow>);
  static_assert(N <= 4096 && Overlap < N && Taper.size() == N,
                "welch takes segments of up to 4096 samples, a window of as many points, and an "
                "overlap of fewer");
  using arithmetic = detail::feature::welch_arithmetic<Sample, N>;

 public:
  using input_type = Sample;
  using output_type = typename arithmetic::power;

  constexpr void add(span<const Sample> in) noexcept {
    for (const Sample x : in) add(x);
  }
  constexpr void add(Sample x) noexcept {
    newest_[filled_++] = x;
    if (filled_ < N) return;
    MOTE_EXPECTS(segments_ < arithmetic::most_segments,
                 "welch takes 16384 segments: reset() before there are more");
    complete();
    for (size_t i = 0; i < Overlap; ++i) newest_[i] = newest_[N - Overlap + i];
    filled_ = static_cast<place>(Overlap);
  }
  template <class Block, traits::if_no_samples<Block, Sample> = 0>
  constexpr void add(Block&&) noexcept {
    traits::refuse_blocks<Block>();
  }
  constexpr void reset() noexcept { *this = welch{}; }

  /// Segments so far, without one that is not full.
  constexpr uint32_t segments() const noexcept { return segments_; }

  /// The mean so far; of at least one segment.
  constexpr scaled<output_type, N / 2 + 1> powers(span<output_type, N / 2 + 1> out) const noexcept {
    MOTE_EXPECTS(segments_ != 0, "add a segment of samples before powers are asked for");
    return arithmetic::template mean<Scaling == welch_scaling::density>(sums_, segments_, Taper,
                                                                        out);
  }

 private:
  using place = traits::smallest_unsigned<N>;

  constexpr void complete() noexcept {
    for (size_t i = 0; i < N; ++i) work_[i] = newest_[i];
    const int exponent =
        arithmetic::template prepare<Detrend == welch_detrend::constant>(work_.data());
    taper<Taper>(span<Sample, N>{work_});
    const auto spectrum = rfft(work_);
    const bins<Sample, N> all{spectrum};
    for (size_t k = 0; k <= N / 2; ++k) {
      arithmetic::add(sums_[k], power_of(all[k]), spectrum.exponent() + exponent);
    }
    ++segments_;
  }

  array<Sample, N> newest_{};
  array<Sample, N> work_{};
  array<typename arithmetic::sum, N / 2 + 1> sums_{};
  uint32_t segments_ = 0;
  place filled_ = 0;
};

}  // namespace mote
