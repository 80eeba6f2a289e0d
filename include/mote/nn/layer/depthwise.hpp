// depthwise.hpp - a convolution of each channel on its own. Floor 2.
#pragma once

#include "../../kernel/nn/depthwise_windows.hpp"
#include "conv2d.hpp"

namespace mote::nn {

/// Weights of a channel over each window of this channel of In. A multiple of In's channels comes
/// out: the first few of channel 0, and so on.
///
/// Sample   int8_t with a Range, float with an activation
/// Shape    weights<sample, outputs, window height * window width>, a row a tap
/// State    a pointer a tap and a row on the stack. With stride 1 and outputs like inputs it writes
///          over what it reads, and keeps rows of it: those of the window down to the middle one.
///          With a larger stride it writes over what no window reads any more
/// Time     a product a weight and output position
/// Target   integers: bit-exact. float: fused products differ between cores
/// Source   DEPTHWISE_CONV_2D of TensorFlow Lite Micro
template <const auto& In, const auto& Weights, class Window, class Range, class Output>
struct depthwise {
  using from = traits::remove_cvref_t<decltype(In)>;
  using held = traits::remove_cvref_t<decltype(Weights)>;
  static_assert(traits::same<typename from::sample, typename held::sample>,
                "a layer's inputs and weights are of the same sample type");
  static_assert(Window::taps == held::inputs,
                "weights<sample, outputs, taps> of a depthwise layer have as many rows as its "
                "window has taps: height * width");
  static_assert(held::outputs % from::shape::channels == 0,
                "a depthwise layer has as many outputs as the layer before has channels, or a "
                "multiple");
  static_assert(Weights.valid(), "the weights are damaged: convert the network again");

  using sample = typename from::sample;
  using shape = nn::shape<Output::height, Output::width, held::outputs>;
  using reads = sources<In>;
  using limits = detail::nn::limits_of<sample, Range>;
  using sizes = detail::nn::sizes_of<typename from::shape, Window, Output>;
  static_assert(limits::fit && sizes::fit);
  static constexpr sample zero = limits::zero;
  static constexpr size_t multiplier = held::outputs / from::shape::channels;
  /// True where it writes over rows that it still reads, and keeps copies of them.
  static constexpr bool keeps_rows =
      multiplier == 1 && Window::down == 1 && Window::right == 1 && Window::row_step == 1 &&
      Output::height == from::shape::height && Output::width == from::shape::width;
  static constexpr bool in_place =
      keeps_rows || (multiplier == 1 && kernel::writes_behind(sizes::value));
  static constexpr size_t before = 0;
  static constexpr size_t scratch = keeps_rows ? sizeof(sample) * kernel::kept_rows(sizes::value) *
                                                     from::shape::width * from::shape::channels
                                               : 0;

  static constexpr void run(const sample* in, sample* out, sample* space) noexcept {
    const sample *rows[Window::height], *taps[Window::taps];
    kernel::filter_windows(
        detail::nn::limited<Weights, limits>, sizes::value, multiplier, in,
        kernel::zero_points<sample, from::shape::channels, static_cast<int>(from::zero)>(), rows,
        taps, keeps_rows && in == out ? space : nullptr, out);
  }
};

}  // namespace mote::nn
