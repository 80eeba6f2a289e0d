// depthwise_scalar.hpp - a window over each channel: what every core answers alike. Floor 1.
#pragma once

#include "../affine/products.hpp"
#include "finish.hpp"

namespace mote::kernel {

/// start[c] + sum over taps t of taps[t][from] * weights[t][c].
template <class Sample>
constexpr short_sum<Sample> channel_sum(const layer_weights<Sample>& layer,
                                        const Sample* const* taps, size_t from, size_t c) noexcept {
  short_sum<Sample> sum = layer.start[c];
  const auto* weight = layer.weights + c;
  for (size_t t = 0; t < layer.inputs; ++t) {
    sum += short_sum<Sample>{taps[t][from]} * *weight;
    weight += layer.outputs;
  }
  return sum;
}

/// out[c] = finished(start[c] + sum over taps t of taps[t][ahead + c] * weights[t][c]).
///
/// Sample   float, int8_t
/// Shape    layer.inputs taps: where the channels of each lie `ahead` numbers before the window, or
///          a row of zero points where it leaves the image, with `ahead` 0; layer.outputs channels
/// Time     a product a tap and channel
/// Target   integers bit-exact; float: fused products differ between cores
template <class Sample>
constexpr void depthwise(const layer_weights<Sample>& layer, const Sample* const* taps,
                         size_t ahead, Sample* out, target::scalar) noexcept {
  for (size_t c = 0; c < layer.outputs; ++c)
    out[c] = finished(layer, c, channel_sum(layer, taps, ahead + c, c));
}

}  // namespace mote::kernel
