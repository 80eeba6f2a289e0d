// expect: its_length_is_known_at_run_time_only | invokes a deleted function
#include <vector>

#include "mote/transform/dct.hpp"

void coefficients(const std::vector<float>& frame, float (&out)[4]) {
  const mote::dct<float, 8, 4> transform;
#ifdef MOTE_CURED
  if (frame.size() == 8) transform.process(mote::span<const float, 8>(frame.data()), out);
#else
  transform.process(frame, out);
#endif
}
