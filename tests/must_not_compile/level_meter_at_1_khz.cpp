// expect: level_meter needs a sample rate from 4000 to 400000 Hz
#include "mote/feature/level.hpp"

inline constexpr auto slow = [] {
  mote::level_options o;
#ifdef MOTE_CURED
  o.rate = 8000;
#else
  o.rate = 1000;
#endif
  o.frequency = mote::frequency_weighting::z;
  return o;
}();
static_assert(sizeof(mote::level_meter<float, slow>) > 0);
