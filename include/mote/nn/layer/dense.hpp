// dense.hpp - a layer whose outputs each see all inputs. Floor 2.
#pragma once

#include "../../kernel/nn/project.hpp"
#include "../network/order.hpp"
#include "weights.hpp"

namespace mote::nn {

/// Weights times all numbers of In, in a row.
///
/// Sample   int8_t with a Range, float with an activation
/// Time     a product a weight
/// Target   integers: bit-exact. float: order of the sum and fused products differ between cores
/// Source   FULLY_CONNECTED of TensorFlow Lite Micro
template <const auto& In, const auto& Weights, class Range>
struct dense : own_place {
  using from = traits::remove_cvref_t<decltype(In)>;
  using held = traits::remove_cvref_t<decltype(Weights)>;
  static_assert(traits::same<typename from::sample, typename held::sample>,
                "a layer's inputs and weights are of the same sample type");
  static_assert(
      from::shape::size == held::inputs,
      "weights<sample, outputs, inputs> of a dense layer have as many inputs as the layer "
      "before has outputs: height * width * channels of its shape");
  static_assert(Weights.valid(), "the weights are damaged: convert the network again");

  using sample = typename from::sample;
  using shape = nn::shape<1, 1, held::outputs>;
  using reads = sources<In>;
  using limits = detail::nn::limits_of<sample, Range>;
  static_assert(limits::fit);
  static constexpr sample zero = limits::zero;

  static constexpr void run(const sample* in, sample* out, sample*) noexcept {
    kernel::project(detail::nn::limited<Weights, limits>, in, 1, out);
  }
};

}  // namespace mote::nn
