// nearest.hpp - the K smallest distances so far, in order, and whose they are. Floor 1.
#pragma once

#include <stddef.h>

#include "../../core/array.hpp"

namespace mote::kernel {

/// By insertion: of equal distances the first stays before those that come later.
///
/// Range    every distance is below `none`, which stands where there is none yet
/// Time     a comparison a distance, and at most K moves for one that is among the K smallest
template <class Distance, class Place, size_t K>
struct nearest {
  array<Distance, K> distances;
  array<Place, K> places;

  Distance limit;  // what a distance must be below; beside the array, so that it has a register

  explicit constexpr nearest(Distance none) noexcept : distances{}, places{}, limit{none} {
    for (size_t i = 0; i < K; ++i) distances[i] = none;
  }
  constexpr void add(Distance distance, size_t place) noexcept {
    if (!(distance < limit)) return;
    size_t at = K - 1;
    for (; at > 0 && distance < distances[at - 1]; --at) {
      distances[at] = distances[at - 1];
      places[at] = places[at - 1];
    }
    distances[at] = distance;
    places[at] = static_cast<Place>(place);
    limit = distances[K - 1];
  }
};

}  // namespace mote::kernel
