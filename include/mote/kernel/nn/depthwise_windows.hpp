// depthwise_windows.hpp - where the taps of each window lie, for depthwise convolutions. Floor 1.
#pragma once

#include "../../core/array.hpp"
#include "depthwise.hpp"
#include "windows.hpp"

namespace mote::kernel {

namespace detail::nn {
template <class Sample, size_t Channels, int Zero>
constexpr array<Sample, Channels> row_of() noexcept {
  array<Sample, Channels> row{};
  for (size_t c = 0; c < Channels; ++c) row[c] = static_cast<Sample>(Zero);
  return row;
}
template <class Sample, size_t Channels, int Zero>
inline constexpr array<Sample, Channels> zero_row = row_of<Sample, Channels, Zero>();
}  // namespace detail::nn

/// Channels that stand for 0: what a window sees beside the image. In flash.
template <class Sample, size_t Channels, int Zero>
constexpr const Sample* zero_points() noexcept {
  return detail::nn::zero_row<Sample, Channels, Zero>.data();
}

/// Where the channels of each tap of a window lie whose rows begin at `rows` and whose first column
/// is `column`; beside the image at `beside`.
template <class Sample>
constexpr void find_taps(const window_sizes& sizes, const Sample* const* rows, int column,
                         const Sample* beside, const Sample** taps) noexcept {
  const size_t channels = sizes.channels;
  for (uint8_t i = 0; i < sizes.rows; ++i) {
    const Sample* const row = rows[i];
    int at = column;
    for (uint8_t j = 0; j < sizes.columns; ++j, at += sizes.column_step) {
      *taps++ = row == nullptr || at < 0 || at >= sizes.width
                    ? beside
                    : row + static_cast<size_t>(at) * channels;
    }
  }
}

/// Rows of an image that a depthwise convolution in place keeps: the one that it writes over, and
/// those above that its windows still reach.
constexpr size_t kept_rows(const window_sizes& sizes) noexcept { return sizes.top + size_t{1}; }

/// True when outputs, as many a place as channels, that are written over the image from its first
/// number on never meet what a later window reads.
constexpr bool writes_behind(const window_sizes& sizes) noexcept {
  if (sizes.right <= sizes.left || int32_t{sizes.out_width} > sizes.width) return false;
  for (uint16_t i = 0; i < sizes.out_height; ++i) {
    const int32_t top = int32_t{i} * sizes.down - sizes.top;
    if ((top > 0 ? top : 0) * sizes.width < int32_t{i} * sizes.out_width) return false;
  }
  return true;
}

/// A depthwise convolution, over its input where `kept` is space for kept_rows() of it: with as
/// many rows and columns of outputs as of inputs, and without dilation.
///
/// Shape    `taps`: space for a pointer a tap; `rows`: a pointer a row of a window
template <class Sample>
MOTE_NOINLINE constexpr void filter_windows(const layer_weights<Sample>& layer,
                                            const window_sizes& sizes, size_t multiplier,
                                            const Sample* image, const Sample* beside,
                                            const Sample** rows, const Sample** taps, Sample* kept,
                                            Sample* out) noexcept {
  const size_t line = line_of(sizes), most = kept_rows(sizes);
  const size_t step = size_t{sizes.right} * sizes.channels;
  const int last_inside = sizes.width - 1 - (sizes.columns - 1) * sizes.column_step;
  size_t slot = 0;  // of row i among those kept
  int top = -sizes.top;
  for (uint16_t i = 0; i < sizes.out_height; ++i, top += sizes.down) {
    if (kept != nullptr) copy_run(kept + slot * line, image + i * line, line);
    size_t from = slot + 1 == most ? 0 : slot + 1;  // of row i - sizes.top
    for (uint8_t r = 0; r < sizes.rows; ++r) {
      const int row = top + r * sizes.row_step;
      if (row < 0 || row >= sizes.height) {
        rows[r] = nullptr;
      } else if (kept != nullptr && row <= static_cast<int>(i)) {
        rows[r] = kept + from * line;
      } else {
        rows[r] = image + static_cast<size_t>(row) * line;
      }
      from = from + 1 == most ? 0 : from + 1;
    }
    slot = slot + 1 == most ? 0 : slot + 1;
    const bool rows_meet = rows[0] != nullptr && rows[sizes.rows - 1] != nullptr;
    int column = -sizes.left;
    size_t ahead = 0;  // of the taps that were found
    for (uint16_t j = 0; j < sizes.out_width; ++j, column += sizes.right) {
      // A window inside the image has its taps where the last one had them, and a step on.
      const bool is_next = rows_meet && column >= sizes.right && column <= last_inside;
      ahead = is_next ? ahead + step : 0;
      if (!is_next) find_taps(sizes, rows, column, beside, taps);
      if (multiplier == 1) {
        depthwise(layer, taps, ahead, out);
      } else {
        depthwise_multiplied(layer, multiplier, taps, ahead, out);
      }
      out += layer.outputs;
    }
  }
}

}  // namespace mote::kernel
