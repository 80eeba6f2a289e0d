// stft.hpp - spectra of overlapping frames of a stream. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/block/misfit.hpp"
#include "../core/sample.hpp"
#include "../core/scaled.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../kernel/row/copy.hpp"
#include "../kernel/row/in_flash.hpp"
#include "rfft.hpp"
#include "window.hpp"

namespace mote {

/// Short-time Fourier transform: takes samples as they come, and gives a spectrum each Hop samples
/// from the N-th on.
///
///   mote::stft<int16_t, 512, 160> spectra;
///   while (spectra.push(samples)) mel.process(spectra.frame(), out);
///
/// Sample   float, int16_t, int32_t
/// Shape    N a power of two from 8 to 8192, 1 <= Hop <= N. Taper is a `window` of N points that is
///          constexpr in a namespace or a static member; without it periodic Hann, as librosa
/// State    2N - Hop samples and 4 bytes; the tables of rfft and half a window in flash
/// Time     a frame: window and rfft, and 2 (N - Hop) samples moved
/// Target   as rfft
/// Source   librosa.stft(center=False): frame i starts at sample i * Hop. For center=True push
///          N / 2 zeros before the first sample and after the last
template <class Sample, size_t N, size_t Hop = N / 4, const auto& Taper = hann_window<Sample, N>>
class stft {
  static_assert(traits::takes_samples<stft, Sample, traits::samples::wide>);
  static_assert(Hop > 0 && Hop <= N,
                "stft: the hop is 1 to N samples: leave out what lies between");
  static_assert(Taper.size() == N, "stft: the window must have as many points as a frame");

 public:
  using input_type = Sample;

  /// Frames of a recording, as librosa counts them.
  static constexpr size_t frames(size_t samples) noexcept {
    return samples < N ? 0 : 1 + (samples - N) / Hop;
  }

  /// Takes samples from the front of the span, no more than complete a frame. True where they do:
  /// `frame` gives it until the next push. False when all samples are taken.
  constexpr bool push(span<const Sample>& samples) noexcept {
    const size_t space = N - filled_;
    const size_t count = space < samples.size() ? space : samples.size();
    kernel::copy(frame_.data() + filled_, samples.data(), count);
    samples = samples.last(samples.size() - count);
    filled_ = static_cast<place>(filled_ + count);
    if (filled_ < N) return false;
    complete();
    return true;
  }

  constexpr bool push(span<Sample>& samples) noexcept {
    span<const Sample> rest = samples;
    const bool complete = push(rest);
    samples = samples.last(rest.size());
    return complete;
  }
  /// One sample.
  constexpr bool push(Sample x) noexcept {
    frame_[filled_] = x;
    filled_ = static_cast<place>(filled_ + 1);
    if (filled_ < N) return false;
    complete();
    return true;
  }
  template <
      class Block,
      traits::if_misfit<traits::becomes<Block, Sample, span<const Sample>&, span<Sample>&>> = 0>
  constexpr bool push(Block&&) noexcept {
    constexpr bool block = traits::becomes<Block, span<const Sample>>;
    static_assert(!block,
                  "stft: push shortens the block that it is given: pass a variable, as "
                  "mote::span<const int16_t> samples{block}; while (spectra.push(samples))");
    if constexpr (!block) traits::refuse_blocks<Block>();
    return false;
  }
  /// Bins as `rfft` leaves them, which may be overwritten.
  constexpr scaled<Sample, N> frame() noexcept { return {frame_, exponent_}; }

  /// Forgets all samples: behaves as if newly built.
  constexpr void reset() noexcept {
    filled_ = 0;
    overlaps_ = false;
  }
  /// As if the samples had always been `x`: the first frame is there after Hop samples.
  constexpr void reset(Sample x) noexcept {
    for (Sample& sample : kept_) sample = x;
    for (size_t i = 0; i < overlap; ++i) frame_[i] = x;
    filled_ = static_cast<place>(overlap);
    overlaps_ = overlap > 0;
  }

 private:
  using place = traits::smallest_unsigned<N>;
  static constexpr size_t overlap = N - Hop;

  /// The samples that the next frame shares are kept apart: the transform is in place.
  constexpr void complete() noexcept {
    if constexpr (overlap > 0) {
      if (overlaps_) kernel::copy(frame_.data(), kept_.data(), overlap);
      kernel::copy(kept_.data(), frame_.data() + Hop, overlap);
    }
    taper<Taper>(span<Sample, N>{frame_});
    exponent_ = static_cast<int8_t>(rfft(frame_).exponent());
    filled_ = static_cast<place>(overlap);
    overlaps_ = true;
  }

  array<Sample, N> frame_{};
  array<Sample, (overlap > 0 ? overlap : 1)> kept_{};
  place filled_ = 0;
  bool overlaps_ = false;
  int8_t exponent_ = 0;
};

}  // namespace mote
