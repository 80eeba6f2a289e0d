// pool.hpp - the mean or the largest of each channel of a window. Floor 1.
#pragma once

#include "windows.hpp"

namespace mote::kernel {

/// The part of a window that lies in the image.
struct seen {
  int first_row, end_row, first_column, end_column;

  constexpr int32_t count() const noexcept {
    return (end_row - first_row) * (end_column - first_column);
  }
};
constexpr seen seen_of(const window_sizes& sizes, int row, int column) noexcept {
  const int end = row + sizes.rows, last = column + sizes.columns;
  return {row < 0 ? 0 : row, end > sizes.height ? sizes.height : end, column < 0 ? 0 : column,
          last > sizes.width ? sizes.width : last};
}

/// The mean of `count` integers whose sum is given: halves away from 0.
constexpr int32_t mean_of(int32_t sum, int32_t count) noexcept {
  return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
}
constexpr float mean_of(float sum, int32_t count) noexcept {
  return sum / static_cast<float>(count);
}

/// What a window's numbers of a channel become.
struct by_mean {
  template <class Sample>
  static constexpr short_sum<Sample> start() noexcept {
    return 0;
  }
  template <class Sum, class Sample>
  static constexpr Sum with(Sum sum, Sample x) noexcept {
    return sum + x;
  }
  template <class Sum>
  static constexpr Sum of(Sum sum, int32_t count) noexcept {
    return mean_of(sum, count);
  }
};
struct by_largest {
  template <class Sample>
  static constexpr short_sum<Sample> start() noexcept {
    return numeric<Sample>::lowest;
  }
  template <class Sum, class Sample>
  static constexpr Sum with(Sum most, Sample x) noexcept {
    return x > most ? x : most;
  }
  template <class Sum>
  static constexpr Sum of(Sum most, int32_t) noexcept {
    return most;
  }
};

/// A pool by Way over the windows of an image; taps beside it do not count.
///
/// Sample   float, int8_t
/// Time     an addition or comparison a tap and output, and of a mean a division an output
/// Target   integers bit-exact
template <class Way, class Sample>
MOTE_NOINLINE constexpr void pool(const window_sizes& sizes, const Sample* image, Sample lowest,
                                  Sample highest, Sample* out) noexcept {
  const size_t channels = sizes.channels, line = line_of(sizes);
  int row = -sizes.top;
  for (uint16_t i = 0; i < sizes.out_height; ++i, row += sizes.down) {
    int column = -sizes.left;
    for (uint16_t j = 0; j < sizes.out_width; ++j, column += sizes.right) {
      const seen part = seen_of(sizes, row, column);
      const Sample* from = image + static_cast<size_t>(part.first_row) * line +
                           static_cast<size_t>(part.first_column) * channels;
      const auto rows = static_cast<size_t>(part.end_row - part.first_row);
      const auto columns = static_cast<size_t>(part.end_column - part.first_column);
      for (size_t c = 0; c < channels; ++c) {
        auto sum = Way::template start<Sample>();
        const Sample* at = from + c;
        for (size_t n = rows; n != 0; --n) {
          const Sample* tap = at;
          for (size_t m = columns; m != 0; --m) {
            sum = Way::with(sum, *tap);
            tap += channels;
          }
          at += line;
        }
        *out++ = limited_to<Sample, short_sum<Sample>>(Way::of(sum, part.count()), lowest, highest);
      }
    }
  }
}

}  // namespace mote::kernel
