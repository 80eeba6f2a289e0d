// frame.hpp - overlapping windows of a stream of one or several channels. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/block/frame_view.hpp"
#include "../core/block/misfit.hpp"
#include "../core/expects.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../kernel/row/copy.hpp"

namespace mote {

/// Cuts a stream into windows of N rows, one each Hop rows: window i has the rows from i * Hop on,
/// counted from the start, whatever is lost. A row is a sample of each channel.
///
///   mote::frame<int16_t, 128, 64, 3> windows;
///   while (windows.push(fifo)) classify(windows.view());
///
/// Sample   float, int8_t, int16_t, int32_t, uint8_t, uint16_t
/// Shape    N >= 1 rows, 1 <= Hop <= N
/// State    N * Channels samples, where they stay, and 12 bytes
/// Time     a sample copied once
template <class Sample, size_t N, size_t Hop = N, size_t Channels = 1>
class frame {
  static_assert(traits::takes_samples<frame, Sample, traits::samples::with_unsigned>);
  static_assert(N > 0 && Channels > 0, "a frame needs at least one row of one channel");
  static_assert(Hop > 0 && Hop <= N,
                "frame: the hop is 1 to N rows: leave out what lies between two frames");

 public:
  using input_type = Sample;
  using output_type = frame_view<Sample, N, Channels>;

  /// Windows of a recording without gaps.
  static constexpr size_t frames(size_t rows) noexcept {
    return rows < N ? 0 : 1 + (rows - N) / Hop;
  }

  /// Takes samples from the front of the span, interleaved and of any number, no more than complete
  /// a window. True where they do: `view` gives it until the next push. False when all are taken.
  constexpr bool push(span<const Sample>& samples) noexcept {
    const Sample* from = samples.data();
    size_t rest = samples.size();
    while (rest != 0 && taken_ != total) {
      size_t count = total - next_;
      if (missing() < count) count = static_cast<size_t>(missing());
      if (rest < count) count = rest;
      kernel::copy(ring_.data() + next_, from, count);
      from += count;
      rest -= count;
      taken_ += static_cast<uint32_t>(count);
      next_ = static_cast<place>(next_ + count == total ? 0 : next_ + count);
    }
    samples = samples.last(rest);
    return completes();
  }
  constexpr bool push(span<Sample>& samples) noexcept {
    span<const Sample> rest = samples;
    const bool complete = push(rest);
    samples = samples.last(rest.size());
    return complete;
  }
  /// One sample, the next of its row.
  constexpr bool push(Sample x) noexcept {
    ring_[next_] = x;
    next_ = static_cast<place>(next_ + 1 == total ? 0 : next_ + 1);
    ++taken_;
    return completes();
  }

  template <
      class Block,
      traits::if_misfit<traits::becomes<Block, Sample, span<const Sample>&, span<Sample>&>> = 0>
  constexpr bool push(Block&&) noexcept {
    constexpr bool block = traits::becomes<Block, span<const Sample>>;
    static_assert(!block,
                  "frame: push shortens the block that it is given: pass a variable, as "
                  "mote::span<const int16_t> samples{block}; while (windows.push(samples))");
    if constexpr (!block) traits::refuse_blocks<Block>();
    return false;
  }
  /// The window that the last push completed.
  constexpr frame_view<Sample, N, Channels> view() const noexcept {
    const span<const Sample> ring{ring_};
    return {ring.last(total - next_), ring.first(next_)};
  }

  /// The sensor lost `rows` rows, 1 to 2^30, after what was pushed last: a FIFO ran over. Windows
  /// over them are skipped; an unfinished row is forgotten as one of them.
  constexpr void lose(uint32_t rows) noexcept {
    MOTE_EXPECTS(rows > 0 && rows <= uint32_t{1} << 30, "1 to 2^30 rows can be lost at once");
    const uint32_t began = static_cast<uint32_t>(next_ % Channels);
    next_ = static_cast<place>(next_ - began);
    const uint32_t until_end = (missing() + began) / Channels;
    uint32_t windows = 0;  // that begin before the first row that follows
    if (rows + N > until_end) {
      windows = static_cast<uint32_t>((rows + N - until_end + Hop - 1) / Hop);
    }
    skipped_ += windows;
    taken_ = static_cast<uint32_t>(total - (until_end + windows * Hop - rows) * Channels);
  }
  /// Windows that `lose` skipped: with those that `push` gave they are all that the time held.
  constexpr uint32_t skipped() const noexcept { return skipped_; }

  /// Forgets all samples: behaves as if newly built.
  constexpr void reset() noexcept {
    taken_ = 0;
    skipped_ = 0;
    next_ = 0;
  }

 private:
  using place = traits::smallest_unsigned<N * Channels>;
  static constexpr size_t total = N * Channels;
  static_assert(uint64_t{N} * Channels < uint32_t{1} << 30, "a frame has less than 2^30 samples");

  /// Samples until the window is complete.
  constexpr uint32_t missing() const noexcept { return static_cast<uint32_t>(total - taken_); }
  constexpr bool completes() noexcept {
    if (taken_ != total) return false;
    taken_ = static_cast<uint32_t>(total - Hop * Channels);
    return true;
  }

  array<Sample, total> ring_{};
  uint32_t taken_ = 0;  // modulo 2^32: below 0 where rows were lost. A new frame is all zeros
  uint32_t skipped_ = 0;
  place next_ = 0;
};

}  // namespace mote
