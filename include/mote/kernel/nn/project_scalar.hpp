// project_scalar.hpp - W x + b, and what follows it: what every core answers alike. Floor 1.
#pragma once

#include "../affine/products.hpp"
#include "finish.hpp"
#include "hold.hpp"

namespace mote::kernel {

/// out[i * outputs + k] = finished(start[k] + row k of the weights * sample i), of `count` samples
/// which hold() has put to `held`: 1 or 2, or any where is_read_before_written().
///
/// Sample   float, int8_t
/// Time     a product an input, output and sample
/// Target   integers bit-exact; float: order of the sum and fused products differ between cores
template <class Sample>
MOTE_NOINLINE constexpr void project(const layer_weights<Sample>& layer, const Sample* held,
                                     size_t count, Sample* out, target::scalar) noexcept {
  for (; count != 0; --count) {
    const auto* weight = layer.weights;
    for (size_t k = 0; k < layer.outputs; ++k) {
      short_sum<Sample> sum = layer.start[k];
      for (size_t i = 0; i < layer.inputs; ++i) sum += short_sum<Sample>{held[i]} * *weight++;
      *out++ = finished(layer, k, sum);
    }
    held += layer.inputs;
  }
}

/// True where project() takes any number of samples as they are, and has read each before it writes
/// the outputs of this one.
template <class Sample>
constexpr bool is_read_before_written(const layer_weights<Sample>&, target::scalar) noexcept {
  return false;
}

}  // namespace mote::kernel
