// depthwise_scalar.hpp - a window over each channel: what every core answers alike. Floor 1.
#pragma once

#include "../affine/products.hpp"
#include "finish.hpp"

namespace mote::kernel {

/// out[c] = finished(start[c] + sum over taps t of taps[t][c] * weights[t][c]).
///
/// Sample   float, int8_t
/// Shape    layer.inputs taps: where the channels of each lie, or of a row of zero points where the
///          window leaves the image; layer.outputs channels
/// Time     a product a tap and channel
/// Target   integers bit-exact; float: fused products differ between cores
template <class Sample>
constexpr void depthwise(const layer_weights<Sample>& layer, const Sample* const* taps, Sample* out,
                         target::scalar) noexcept {
  const size_t channels = layer.outputs;
  for (size_t c = 0; c < channels; ++c) {
    short_sum<Sample> sum = layer.start[c];
    const auto* weight = layer.weights + c;
    for (size_t t = 0; t < layer.inputs; ++t) {
      sum += short_sum<Sample>{taps[t][c]} * *weight;
      weight += channels;
    }
    out[c] = finished(layer, c, sum);
  }
}

}  // namespace mote::kernel
