// conv2d.hpp - a convolution over height and width, and its cases: pointwise, over time. Floor 2.
#pragma once

#include "../../kernel/nn/windows.hpp"
#include "../network/order.hpp"
#include "weights.hpp"

namespace mote::detail::nn {

/// Window and shapes as numbers, for kernels.
template <class Shape, class Window, class Output>
struct sizes_of {
  static_assert(Shape::height < 32768 && Shape::width < 32768 && Shape::channels < 65536 &&
                    Window::height < 256 && Window::width < 256 && Window::down < 256 &&
                    Window::right < 256 && Window::row_step < 256 && Window::column_step < 256,
                "an image is up to 32767 high and wide, and has up to 65535 channels; a window, "
                "its stride and dilation up "
                "to 255");
  static_assert(windows_meet<Window, Output, Shape>,
                "every window of a layer sees a part of the image: output<height, width> is too "
                "large for the shape of the input, the window, its stride and padding, or padding<"
                "top, left> is larger than the window");
  static constexpr bool fit = true;  // a layer that asks brings the sentences above
  static constexpr kernel::window_sizes value{
      Shape::height,       Shape::width,  Shape::channels, Output::height, Output::width,
      Window::height,      Window::width, Window::down,    Window::right,  Window::row_step,
      Window::column_step, Window::top,   Window::left};
};

}  // namespace mote::detail::nn

namespace mote::nn {

/// Weights over each window of In.
///
/// Sample   int8_t with a Range, float with an activation
/// Shape    weights<sample, outputs, window height * window width * channels of In>
/// State    two windows in the workspace, of int8_t as int16_t on cores with DSP. A pointwise layer
///          writes over what it reads; one whose window is all of In needs none
/// Time     a product a weight and output position
/// Target   integers: bit-exact. float: order of the sum and fused products differ between cores
/// Source   CONV_2D of TensorFlow Lite Micro
template <const auto& In, const auto& Weights, class Window, class Range, class Output>
struct conv2d {
  using from = traits::remove_cvref_t<decltype(In)>;
  using held = traits::remove_cvref_t<decltype(Weights)>;
  static_assert(traits::same<typename from::sample, typename held::sample>,
                "a layer's inputs and weights are of the same sample type");
  static_assert(Window::taps * from::shape::channels == held::inputs,
                "weights<sample, outputs, inputs> of a convolution have as many inputs as a window "
                "sees: its height * its width * channels of the layer before");
  static_assert(Weights.valid(), "the weights are damaged: convert the network again");

  using sample = typename from::sample;
  using shape = nn::shape<Output::height, Output::width, held::outputs>;
  using reads = sources<In>;
  using limits = detail::nn::limits_of<sample, Range>;
  using sizes = detail::nn::sizes_of<typename from::shape, Window, Output>;
  static_assert(limits::fit && sizes::fit);
  static constexpr sample zero = limits::zero;
  /// True where its one window is the whole of In, which it reads where that lies.
  static constexpr bool sees_all = Window::height == from::shape::height &&
                                   Window::width == from::shape::width && Window::row_step == 1 &&
                                   Window::column_step == 1 && Output::height == 1 &&
                                   Output::width == 1 && Window::top == 0 && Window::left == 0;
  static constexpr bool is_pointwise =
      !sees_all && Window::taps == 1 && Window::down == 1 && Window::right == 1 &&
      Output::height == from::shape::height && Output::width == from::shape::width;
  static constexpr size_t scratch =
      sizeof(sample) * (sees_all       ? 0
                        : is_pointwise ? kernel::held_size<sample>(held::inputs, 2)
                                       : kernel::window_space<sample>(held::inputs));
  static constexpr bool in_place = is_pointwise;
  static constexpr size_t before = held::outputs > held::inputs
                                       ? sizeof(sample) * (shape::size - from::shape::size)
                                       : 0;

  static constexpr void run(const sample* in, sample* out, sample* space) noexcept {
    if constexpr (sees_all) {
      kernel::project(detail::nn::limited<Weights, limits>, in, 1, out);
    } else if constexpr (is_pointwise) {
      kernel::project_all(detail::nn::limited<Weights, limits>, in, Output::height * Output::width,
                          space, out);
    } else {
      kernel::convolve(detail::nn::limited<Weights, limits>, sizes::value, in, from::zero, space,
                       out);
    }
  }
};

}  // namespace mote::nn
