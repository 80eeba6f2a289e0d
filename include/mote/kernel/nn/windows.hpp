// windows.hpp - what a window sees, as a row: for convolutions. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../row/copy_run.hpp"
#include "project.hpp"

namespace mote::kernel {

/// Sizes of a convolution or a pool: see nn::window.
struct window_sizes {
  int16_t height, width;  // of the image
  uint16_t channels;
  uint16_t out_height, out_width;  // windows below, and beside each other
  uint8_t rows, columns;           // of a window
  uint8_t down, right;             // from a window to the next
  uint8_t row_step, column_step;   // from a tap to the next
  uint8_t top, left;               // of the first window above the image, and left of it
};

/// Numbers of a row of the image.
constexpr size_t line_of(const window_sizes& sizes) noexcept {
  return static_cast<size_t>(sizes.width) * sizes.channels;
}

/// The columns of a window that lie in the image: those before `first`, and from `end` on, do not.
struct columns_seen {
  size_t first, end;
};
constexpr columns_seen columns_of(const window_sizes& sizes, int column) noexcept {
  columns_seen seen{0, sizes.columns};
  while (seen.first < seen.end && column + static_cast<int>(seen.first * sizes.column_step) < 0)
    ++seen.first;
  while (seen.end > seen.first &&
         column + static_cast<int>((seen.end - 1) * sizes.column_step) >= sizes.width)
    --seen.end;
  return seen;
}

/// The taps of a window whose first is at `row`, `column`, behind each other; where it leaves the
/// image, `zero`.
///
/// Time     a copy of a run of channels a tap; where there is no dilation, of all columns of a row
template <class Sample>
MOTE_NOINLINE constexpr void gather(const window_sizes& sizes, const Sample* image, int row,
                                    int column, Sample zero, Sample* out) noexcept {
  const size_t channels = sizes.channels;
  const columns_seen seen = columns_of(sizes, column);
  const size_t before = seen.first * channels, behind = (sizes.columns - seen.end) * channels;
  const size_t runs = sizes.column_step == 1 ? 1 : seen.end - seen.first;
  const size_t run = sizes.column_step == 1 ? (seen.end - seen.first) * channels : channels;
  const size_t step = sizes.column_step * channels;
  // Where the first run is in the image; below 0 where the window begins above it.
  ptrdiff_t from =
      (static_cast<ptrdiff_t>(row) * sizes.width + column) * static_cast<ptrdiff_t>(channels) +
      static_cast<ptrdiff_t>(seen.first * step);
  const auto line = static_cast<ptrdiff_t>(line_of(sizes) * sizes.row_step);
  for (size_t i = sizes.rows; i != 0; --i) {
    if (row < 0 || row >= sizes.height) {
      for (size_t n = sizes.columns * channels; n != 0; --n) *out++ = zero;
    } else {
      for (size_t n = before; n != 0; --n) *out++ = zero;
      const Sample* at = image + from;
      for (size_t n = runs; n != 0; --n) {
        copy_run(out, at, run);
        out += run;
        at += step;
      }
      for (size_t n = behind; n != 0; --n) *out++ = zero;
    }
    row += sizes.row_step;
    from += line;
  }
}

/// The same of a window inside the image, without dilation of columns: `at` is its first tap.
template <class Sample>
constexpr void gather_inside(const window_sizes& sizes, const Sample* at, Sample* out) noexcept {
  const size_t run = size_t{sizes.columns} * sizes.channels;
  const size_t line = line_of(sizes) * sizes.row_step;
  for (size_t i = sizes.rows; i != 0; --i) {
    copy_run(out, at, run);
    out += run;
    at += line;
  }
}

/// Where in its space convolve() gathers windows of `inputs` numbers, and how many Samples it
/// needs. hold() reads them so far ahead of what it writes that the two may overlap.
template <class Sample>
constexpr size_t gathered_at(size_t inputs) noexcept {
  return is_held_as_is<Sample> ? 0 : (inputs + 3) / 4 * 12;
}
template <class Sample>
constexpr size_t window_space(size_t inputs) noexcept {
  return gathered_at<Sample>(inputs) + 2 * inputs;
}

/// A convolution: each window, gathered, through the rows of the layer. Two windows at a time,
/// which share what is read of the weights.
///
/// Shape    out: out_height * out_width * layer.outputs
template <class Sample>
MOTE_NOINLINE constexpr void convolve(const layer_weights<Sample>& layer, const window_sizes& sizes,
                                      const Sample* image, Sample zero, Sample* space,
                                      Sample* out) noexcept {
  const size_t inputs = layer.inputs, most = together(layer, 2);
  Sample* const gathered = space + gathered_at<Sample>(inputs);
  size_t count = 0;
  const auto flush = [&]() noexcept {
    if (is_held_as_is<Sample> || count == 1) {
      project(layer, gathered, count, out);
    } else {
      hold(gathered, inputs, count, space);
      project(layer, space, count, out);
    }
    out += count * layer.outputs;
    count = 0;
  };
  const int last_row = sizes.height - 1 - (sizes.rows - 1) * sizes.row_step;
  const int last_column = sizes.column_step == 1 ? sizes.width - sizes.columns : -1;
  int row = -sizes.top;
  for (uint16_t i = 0; i < sizes.out_height; ++i, row += sizes.down) {
    const bool rows_meet = row >= 0 && row <= last_row;
    int column = -sizes.left;
    for (uint16_t j = 0; j < sizes.out_width; ++j, column += sizes.right) {
      Sample* const to = gathered + count * inputs;
      if (rows_meet && column >= 0 && column <= last_column) {
        const auto place = static_cast<size_t>(row) * static_cast<size_t>(sizes.width) +
                           static_cast<size_t>(column);
        gather_inside(sizes, image + place * sizes.channels, to);
      } else {
        gather(sizes, image, row, column, zero, to);
      }
      if (++count == most) flush();
    }
  }
  if (count != 0) flush();
}

}  // namespace mote::kernel
