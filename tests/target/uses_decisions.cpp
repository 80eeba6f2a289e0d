// The same of float.
#include "mote/mote.hpp"

namespace uses {

using probabilities = mote::array<float, 5>;
bool decides(mote::smooth_probabilities<float, 5>& smooth, const probabilities& p,
             const mote::confidence<float>& sure) {
  const probabilities steady = smooth(p);
  smooth.reset();
  return sure(steady) && mote::margin(p) > 0.1f && mote::entropy(p) < 1.0f;
}

}  // namespace uses

template class mote::frame<float, 50, 20, 3>;
template class mote::hysteresis<float>;
