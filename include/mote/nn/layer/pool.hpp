// pool.hpp - windows become their mean or their largest number, a channel each. Floor 2.
#pragma once

#include "../../kernel/nn/pool.hpp"
#include "conv2d.hpp"

namespace mote::nn {

/// What both pools are.
template <const auto& In, class Window, class Range, class Output, class Way>
struct pool : own_place {
  using from = traits::remove_cvref_t<decltype(In)>;
  using sample = typename from::sample;
  using shape = nn::shape<Output::height, Output::width, from::shape::channels>;
  using reads = sources<In>;
  using limits = detail::nn::limits_of<sample, Range>;
  using sizes = detail::nn::sizes_of<typename from::shape, Window, Output>;
  static_assert(limits::fit && sizes::fit);
  static_assert(Window::row_step == 1 && Window::column_step == 1,
                "the window of a pool has no dilation: leave it out");
  static constexpr sample zero = limits::zero;

  static constexpr void run(const sample* in, sample* out, sample*) noexcept {
    kernel::pool<Way>(sizes::value, in, limits::lowest, limits::highest, out);
  }
};

/// The mean of each channel over each window of In; what lies beside the image does not count.
///
/// Sample   int8_t with a Range whose zero point is that of In, float with an activation
/// Target   integers: bit-exact, halves away from 0
/// Source   AVERAGE_POOL_2D of TensorFlow Lite Micro
template <const auto& In, class Window, class Range, class Output>
struct average_pool : pool<In, Window, Range, Output, kernel::by_mean> {};

/// The largest of each channel over each window of In. As average_pool.
///
/// Source   MAX_POOL_2D of TensorFlow Lite Micro
template <const auto& In, class Window, class Range, class Output>
struct max_pool : pool<In, Window, Range, Output, kernel::by_largest> {};

/// A factor and a shift: the number factor * 2^(-31 - Shift).
template <int32_t Factor, int Shift>
struct scale {
  static_assert(Factor >= 0 && Shift >= -30 && Shift <= 31,
                "a scale<factor, shift> has a factor of 0 or more and a shift from -30 to 31");
  static constexpr bool fit = true;
  static constexpr int32_t factor = Factor, shift = Shift;
};

/// The mean of each channel over the whole of In, on a scale of its own.
///
/// Sample   int8_t: Scale brings a sum, of which the zero point of In has been taken, to the scale
///          of the output. float: activation::identity, and the Scale is left out
/// Target   integers: bit-exact
/// Source   MEAN over height and width of TensorFlow Lite Micro
template <const auto& In, class Range, class Scale = scale<0, 1>>
struct mean : own_place {
  using from = traits::remove_cvref_t<decltype(In)>;
  using sample = typename from::sample;
  using shape = nn::shape<1, 1, from::shape::channels>;
  using reads = sources<In>;
  using limits = detail::nn::limits_of<sample, Range>;
  static_assert(limits::fit && Scale::fit);
  static constexpr sample zero = limits::zero;

  static constexpr void run(const sample* in, sample* out, sample*) noexcept {
    constexpr size_t count = from::shape::height * from::shape::width;
    constexpr size_t channels = from::shape::channels;
    for (size_t c = 0; c < channels; ++c) {
      kernel::short_sum<sample> sum = 0;
      for (size_t i = 0; i < count; ++i) sum += in[i * channels + c];
      if constexpr (traits::same<sample, float>) {
        out[c] =
            kernel::limited_to<float>(kernel::mean_of(sum, count), limits::lowest, limits::highest);
      } else {
        sum -= static_cast<int32_t>(count) * from::zero;
        out[c] = kernel::limited_to<sample, int32_t>(
            kernel::requantized_by_any(sum, Scale::factor, Scale::shift) + limits::zero,
            limits::lowest, limits::highest);
      }
    }
  }
};

}  // namespace mote::nn
