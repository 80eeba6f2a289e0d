// shape.hpp - the words in which layers say their sizes. Floor 2.
#pragma once

#include <stddef.h>

#include "../../core/numeric.hpp"
#include "../../core/traits.hpp"

namespace mote::nn {

/// Of a tensor: height (of a series, time), width and channels. Channels lie next to each other,
/// then columns, then rows. A vector is shape<1, 1, n>.
template <size_t Height, size_t Width, size_t Channels>
struct shape {
  static_assert(Height > 0 && Width > 0 && Channels > 0,
                "a shape has a height, a width and channels of 1 or more");
  static constexpr size_t height = Height, width = Width, channels = Channels;
  static constexpr size_t size = Height * Width * Channels;
};

/// How far a window moves from one output to the next: down, and to the right.
template <size_t Height, size_t Width>
struct stride {
  static_assert(Height > 0 && Width > 0, "a stride is 1 or more each way");
  static constexpr size_t height = Height, width = Width;
};

/// Rows above the image, and columns left of it, where the first window begins. Those below and to
/// the right follow from the size of the output.
template <size_t Top, size_t Left>
struct padding {
  static constexpr size_t top = Top, left = Left;
};

/// The distance of two taps of a window: down, and to the right.
template <size_t Height, size_t Width>
struct dilation {
  static_assert(Height > 0 && Width > 0, "a dilation is 1 or more each way");
  static constexpr size_t height = Height, width = Width;
};

/// What a convolution or a pool looks at for one output.
template <size_t Height, size_t Width, class Stride = stride<1, 1>, class Padding = padding<0, 0>,
          class Dilation = dilation<1, 1>>
struct window {
  static_assert(Height > 0 && Width > 0, "a window is 1 or more high, and wide");
  static constexpr size_t height = Height, width = Width, taps = Height * Width;
  static constexpr size_t down = Stride::height, right = Stride::width;
  static constexpr size_t top = Padding::top, left = Padding::left;
  static constexpr size_t row_step = Dilation::height, column_step = Dilation::width;
};

/// Rows and columns of what a layer gives.
template <size_t Height, size_t Width>
struct output {
  static_assert(Height > 0 && Width > 0, "an output is 1 or more high, and wide");
  static constexpr size_t height = Height, width = Width;
};

/// Of outputs that are integers: which of them stands for 0, and between which they are.
template <int Zero, int Lowest, int Highest>
struct range {
  static_assert(Lowest <= Highest, "a range is given as <zero point, lowest, highest>");
  static constexpr int zero = Zero, lowest = Lowest, highest = Highest;
};

}  // namespace mote::nn

namespace mote::detail::nn {

/// Rows of the image that the windows of a layer reach, if every window reaches one.
template <class Window, class Output, class Shape>
inline constexpr bool windows_meet = Window::top < (Window::height - 1) * Window::row_step + 1 &&
                                     Window::left < (Window::width - 1) * Window::column_step + 1 &&
                                     (Output::height - 1) * Window::down < Shape::height
                                                                               + Window::top
                                     &&
                                     (Output::width - 1) * Window::right < Shape::width
                                                                               + Window::left;

/// The limits of Range or of a float's activation, as a type with zero, lowest and highest.
template <class Sample, class Range>
struct limits_of {
  static_assert(Range::lowest >= numeric<Sample>::lowest &&
                    Range::highest <= numeric<Sample>::highest &&
                    Range::zero >= numeric<Sample>::lowest &&
                    Range::zero <= numeric<Sample>::highest,
                "the numbers of a range<zero point, lowest, highest> are of the layer's sample "
                "type: of int8_t between -128 and 127");
  static constexpr bool fit = true;  // a layer that asks brings the sentence above
  static constexpr auto zero = static_cast<Sample>(Range::zero);
  static constexpr auto lowest = static_cast<Sample>(Range::lowest);
  static constexpr auto highest = static_cast<Sample>(Range::highest);
};
template <class Activation>
struct limits_of<float, Activation> {
  static constexpr bool fit = true;
  static constexpr float zero = 0;
  static constexpr float lowest = Activation::lowest, highest = Activation::highest;
};

}  // namespace mote::detail::nn
