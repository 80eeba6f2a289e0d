// project.hpp - held samples through the rows of a layer: W x + b, and what follows it. Floor 1.
#pragma once

#include "project_dsp.hpp"
#include "project_mve.hpp"
#include "project_scalar.hpp"
#include "thumb.hpp"

namespace mote::kernel {

/// As project_scalar.hpp says. One for all layers of a program: it takes their sizes when it runs.
template <class Sample>
MOTE_NOINLINE constexpr void project(const layer_weights<Sample>& layer, const Sample* held,
                                     size_t count, Sample* out) noexcept {
  // What Cortex-M0 has takes every layer; what others have, those that are plain.
  if (MOTE_CONSTANT_EVALUATED() || (MOTE_HAS_THUMB != 1 && !layer.is_plain)) {
    project(layer, held, count, out, definition{});
#if MOTE_HAS_THUMB == 1
  } else if constexpr (!traits::same<Sample, float>) {
    project_pairs(layer, held, count, out);
#endif
  } else {
    project(layer, held, count, out, best<Sample>{});
  }
}

/// How many of `count` samples go through a layer at once.
template <class Sample>
constexpr size_t together(const layer_weights<Sample>& layer, size_t count) noexcept {
  return count < 2 || !layer.is_plain ? 1 : 2;
}

/// Each of `count` samples, one behind the other, through the rows of a layer. Outputs may be
/// written over inputs: from their first on, or, where there are more outputs, so that both end
/// together or outputs earlier.
///
/// Shape    `space` has held_size<Sample>(inputs, 2)
template <class Sample>
MOTE_NOINLINE constexpr void project_all(const layer_weights<Sample>& layer, const Sample* x,
                                         size_t count, Sample* space, Sample* out) noexcept {
  if (!MOTE_CONSTANT_EVALUATED() && is_read_before_written(layer, best<Sample>{}))
    return project(layer, x, count, out);
  for (; count != 0;) {
    const size_t now = together(layer, count);
    hold(x, layer.inputs, now, space);
    project(layer, space, now, out);
    x += now * layer.inputs;
    out += now * layer.outputs;
    count -= now;
  }
}

}  // namespace mote::kernel
