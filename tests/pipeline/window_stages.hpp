// window_stages.hpp - what tests of chains share: features of a window, and something to feed.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <random>
#include <vector>

#include "mote/core/block/frame_view.hpp"
#include "mote/core/span.hpp"

namespace window_stages {

/// Of each channel the first `Each` of sum, last sample, range and first sample: wants room to work
/// in.
template <class Sample, size_t N, size_t Channels, size_t Each = 4>
struct some_features {
  using input_type = Sample;
  using output_type = int32_t;
  static constexpr size_t rows = N, channels = Channels, features = Each * Channels;
  struct scratch {
    Sample series[N];
  };
  void process(const mote::frame_view<Sample, N, Channels>& in, mote::span<int32_t, features> out,
               scratch& s) const noexcept {
    for (size_t c = 0; c < Channels; ++c) {
      in.copy(c, mote::span<Sample, N>{s.series});
      int32_t sum = 0, low = s.series[0], high = s.series[0];
      for (const Sample x : s.series) {
        sum += x;
        if (x < low) low = x;
        if (x > high) high = x;
      }
      const int32_t all[4] = {sum, s.series[N - 1], high - low, s.series[0]};
      for (size_t i = 0; i < Each; ++i) out[Each * c + i] = all[i];
    }
  }
};

/// Noise of 20 steps on a level that changes after each `steady` samples.
inline std::vector<int16_t> noise(size_t count, size_t steady, uint32_t seed) {
  std::mt19937 next{seed};
  std::vector<int16_t> x(count);
  int level = 0;
  for (size_t i = 0; i < count; ++i) {
    if (i % steady == 0) level = static_cast<int>(next() % 120) - 60;
    x[i] = static_cast<int16_t>(level + static_cast<int>(next() % 20));
  }
  return x;
}

}  // namespace window_stages
