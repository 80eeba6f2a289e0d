// add.hpp - two layers added number by number: where paths of a network meet. Floor 2.
#pragma once

#include "../../kernel/nn/add.hpp"
#include "pool.hpp"

namespace mote::nn {

/// First + Second.
///
/// Sample   int8_t: FirstScale and SecondScale bring each, times 2^20, to a common scale, and Scale
///          their sum to that of the outputs. float: without scales
/// Shape    both have the same, or Second one number a channel
/// Target   integers: bit-exact
/// Source   ADD of TensorFlow Lite Micro
template <const auto& First, const auto& Second, class Range, class FirstScale = scale<0, 1>,
          class SecondScale = scale<0, 1>, class Scale = scale<0, 1>>
struct add : same_place {
  using from = traits::remove_cvref_t<decltype(First)>;
  using other = traits::remove_cvref_t<decltype(Second)>;
  static_assert(traits::same<typename from::sample, typename other::sample>,
                "layers that are added are of the same sample type");
  static_assert(traits::same<typename from::shape, typename other::shape>,
                "layers that are added have the same height, width and channels");
  using sample = typename from::sample;
  using shape = typename from::shape;
  using reads = sources<First, Second>;
  using limits = detail::nn::limits_of<sample, Range>;
  static_assert(limits::fit);
  static constexpr sample zero = limits::zero;

  static constexpr void run(const sample* first, const sample* second, sample* out,
                            sample*) noexcept {
    if constexpr (traits::same<sample, float>) {
      for (size_t i = 0; i < shape::size; ++i)
        out[i] = kernel::limited_to<float>(first[i] + second[i], limits::lowest, limits::highest);
    } else {
      kernel::add(scales, first, second, shape::size, out);
    }
  }

 private:
  static constexpr kernel::add_scales scales{
      FirstScale::factor, FirstScale::shift, SecondScale::factor, SecondScale::shift,
      Scale::factor,      Scale::shift,      from::zero,          other::zero,
      limits::zero,       limits::lowest,    limits::highest};
};

}  // namespace mote::nn
