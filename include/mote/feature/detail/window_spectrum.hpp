// window_spectrum.hpp - from a channel of a window to its spectrum, and two numbers of it. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/block/frame_view.hpp"
#include "../../core/log2.hpp"
#include "../../core/math.hpp"
#include "../../core/number/division.hpp"
#include "../../core/scaled.hpp"
#include "../../core/span.hpp"
#include "../../transform/power.hpp"
#include "../../transform/rfft.hpp"
#include "../../transform/window.hpp"
#include "../chosen/spectral_set.hpp"
#include "../spectrum.hpp"

namespace mote::detail::feature {

/// Hann's window and rfft of a channel, in `block`.
template <class Sample, size_t N, size_t Channels>
scaled<Sample, N> transformed(const frame_view<Sample, N, Channels>& in, size_t channel,
                              span<Sample, N> block) noexcept {
  in.copy(channel, block);
  taper<hann_window<Sample, N>>(block);
  return rfft(block);
}

template <class Features>
constexpr bool bands_fit(const Features& chosen, size_t bins) noexcept {
  for (const spectral::feature& f : chosen) {
    if (f.what == spectral::kind::band && !(f.first < f.last && f.last <= bins)) return false;
  }
  return true;
}

/// All power in dB, -100 at least.
template <size_t Bins>
float level_of(const spectrum_shape<float, Bins>& shape) noexcept {
  const float power = shape.total();
  return power > 1e-10f ? 3.01029996f * log2(power) : -100.0f;
}
/// dB Q8, where 1.0 is a sample of 32768.
template <size_t Bins>
constexpr int32_t level_of(const spectrum_shape<uint32_t, Bins>& shape) noexcept {
  constexpr int32_t least = -100 * 256;
  if (shape.total() == 0) return least;
  const int32_t level = decibels_q8(log2_q16(shape.total()) + (shape.exponent() - 30) * 65536);
  return level > least ? level : least;
}

/// Of silence 0.
template <size_t Bins>
constexpr float share_of(const spectrum_shape<float, Bins>& shape, size_t first,
                         size_t last) noexcept {
  return shape.total() > 0 ? shape.band(first, last) / shape.total() : 0.0f;
}
/// In units of 2^-16, rounded down, within 1 unit.
template <size_t Bins>
constexpr uint32_t share_of(const spectrum_shape<uint32_t, Bins>& shape, size_t first,
                            size_t last) noexcept {
  uint64_t all = shape.total(), band = shape.band(first, last);
  if (all == 0) return 0;
  for (; (all >> 32) != 0; all >>= 1) band >>= 1;
  return quotient_of<48>(band << 16, static_cast<uint32_t>(all));
}

}  // namespace mote::detail::feature
