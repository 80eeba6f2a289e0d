// level_histogram.hpp - how often each level occurred, and percentiles from it. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/block/misfit.hpp"
#include "../core/decibel.hpp"
#include "../core/expects.hpp"
#include "../core/span.hpp"

namespace mote {

/// Counts of levels in classes of `Width` hundredths of a dB, from `Lowest` dB up; what lies
/// outside counts in the first or the last class.
///
/// State    Classes counters and two words: 400 bytes for the 0.5 dB classes of a level meter
/// Range    when a counter is full, all are halved, and from then on every second level counts,
///          then every fourth and so on: percentiles stay true however long it runs
/// Target   bit-exact
template <int Lowest, size_t Classes, int Width = 50, class Count = uint16_t>
class level_histogram {
  static_assert(Width > 0 && Width <= 32767 && Classes > 1,
                "level_histogram needs a width, and two classes or more");

 public:
  using input_type = decibels;

  constexpr void add(decibels level) noexcept {
    if (waited_ < skipped_) {
      ++waited_;
      return;
    }
    waited_ = 0;
    Count& count = counts_[class_of(level)];
    if (count == static_cast<Count>(-1)) halve();
    ++count;
  }
  constexpr void add(span<const decibels> levels) noexcept {
    for (const decibels level : levels) add(level);
  }
  template <class Block, traits::if_no_samples<Block, decibels> = 0>
  constexpr void add(Block&&) noexcept {
    traits::refuse_blocks<Block>();
  }

  /// The level that was exceeded in `percent` of the time: percentile(90) is the L90, the
  /// background. Within a class the levels are taken to be spread evenly.
  /// Range    1 <= percent <= 99; the lowest level while nothing was added
  constexpr decibels percentile(uint8_t percent) const noexcept {
    MOTE_EXPECTS(percent >= 1 && percent <= 99, "a percentile is 1 to 99");
    uint64_t total = 0;
    for (const Count count : counts_) total += count;
    uint64_t rest = total * percent;  // all counts in hundredths
    for (size_t i = Classes; total > 0 && i-- > 0;) {
      const uint64_t here = uint64_t{100} * counts_[i];
      if (here > 0 && here >= rest) {
        const uint32_t down = ratio_q16(rest, here) * static_cast<uint32_t>(Width);
        return edge(i + 1) - decibels::of_hundredths(static_cast<int32_t>((down + 0x8000u) >> 16));
      }
      rest -= here;
    }
    return edge(0);
  }

  constexpr Count count(size_t i) const noexcept { return counts_[i]; }
  static constexpr size_t size() noexcept { return Classes; }
  /// The lower edge of class `i`.
  static constexpr decibels edge(size_t i) noexcept {
    return decibels::of_hundredths(int32_t{100} * Lowest +
                                   int32_t{Width} * static_cast<int32_t>(i));
  }

  constexpr void reset() noexcept { *this = {}; }

 private:
  /// share / whole in units of 2^-16, share <= whole, digit by digit: no 64-bit division.
  static constexpr uint32_t ratio_q16(uint64_t share, uint64_t whole) noexcept {
    uint32_t quotient = 0;
    for (int digit = 0; digit <= 16; ++digit, share *= 2) {
      quotient *= 2;
      if (share >= whole) {
        share -= whole;
        ++quotient;
      }
    }
    return quotient;
  }
  static constexpr size_t class_of(decibels level) noexcept {
    const int32_t above = level.hundredths() - int32_t{100} * Lowest;
    if (above < 0) return 0;
    const uint32_t i = static_cast<uint32_t>(above) / static_cast<uint32_t>(Width);
    return i < Classes ? static_cast<size_t>(i) : Classes - 1;
  }
  constexpr void halve() noexcept {
    for (Count& count : counts_) count = static_cast<Count>(count / 2);
    if (skipped_ < 0x7fffffffu) skipped_ = 2 * skipped_ + 1;
  }

  array<Count, Classes> counts_{};
  uint32_t skipped_ = 0;  // between two levels that count
  uint32_t waited_ = 0;
};

/// Percentiles in classes of 0.5 dB, from 110 dB below full scale to 10 dB above: 488 bytes.
using half_decibel_histogram = level_histogram<-110, 240>;

/// In place of a histogram: no percentiles, and no byte.
struct no_histogram {
  constexpr void add(decibels) noexcept {}
  constexpr void reset() noexcept {}
};

}  // namespace mote
