// depthwise.hpp - a window over each channel on its own. Floor 1.
#pragma once

#include "depthwise_dsp.hpp"
#include "depthwise_mve.hpp"
#include "depthwise_scalar.hpp"
#include "thumb.hpp"

namespace mote::kernel {

/// Each channel of an input gives `multiplier` of the outputs.
template <class Sample>
MOTE_NOINLINE constexpr void depthwise_multiplied(const layer_weights<Sample>& layer,
                                                  size_t multiplier, const Sample* const* taps,
                                                  size_t ahead, Sample* out) noexcept {
  size_t c = 0;
  for (size_t from = ahead; c < layer.outputs; ++from) {
    for (size_t j = 0; j < multiplier; ++j, ++c)
      out[c] = finished(layer, c, channel_sum(layer, taps, from, c));
  }
}

/// One for all layers of a program: it takes their sizes when it runs.
template <class Sample>
MOTE_NOINLINE constexpr void depthwise(const layer_weights<Sample>& layer,
                                       const Sample* const* taps, size_t ahead,
                                       Sample* out) noexcept {
  // What Cortex-M0 has takes every layer; what others have, those that are plain.
  if (MOTE_CONSTANT_EVALUATED() || (MOTE_HAS_THUMB != 1 && !layer.is_plain)) {
    depthwise(layer, taps, ahead, out, definition{});
#if MOTE_HAS_THUMB == 1
  } else if constexpr (!traits::same<Sample, float>) {
    depthwise_pairs(layer, taps, ahead, out);
#endif
  } else {
    depthwise(layer, taps, ahead, out, best<Sample>{});
  }
}

}  // namespace mote::kernel
