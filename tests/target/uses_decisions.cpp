// The same of float.
#include "mote/mote.hpp"

namespace uses {

float see(const mote::array<float, 65>& powers) {
  const mote::spectrum_shape<float, 65> shape{powers};
  return shape.total() + shape.band(3, 9) + shape.centroid() + shape.spread() + shape.rolloff() +
         shape.dominant() + shape.entropy() + shape.flatness() + shape.crest();
}

using probabilities = mote::array<float, 5>;
bool decides(mote::smooth_probabilities<float, 5>& smooth, const probabilities& p,
             const mote::confidence<float>& sure) {
  const probabilities steady = smooth(p);
  smooth.reset();
  return sure(steady) && mote::margin(p) > 0.1f && mote::entropy(p) < 1.0f;
}

bool knows(const mote::near_classes<float, 5, 3>& near, mote::span<const float, 5> row) {
  return near(row);
}

inline constexpr mote::one_pole_taps<float> slowly{0.25f};
float follows(mote::running_median<float, 5>& steady, mote::smooth_values<float, slowly>& smooth,
              float x) {
  if (x < 0) smooth.reset();
  return smooth(steady(x));
}

}  // namespace uses

template class mote::frame<float, 50, 20, 3>;
template class mote::hysteresis<float>;
