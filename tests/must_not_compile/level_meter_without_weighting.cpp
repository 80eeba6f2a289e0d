// expect: level_meter needs a frequency weighting: use frequency_weighting::z for none
#include "mote/feature/level.hpp"

inline constexpr auto flat = [] {
  mote::level_options o;
#ifdef MOTE_CURED
  o.frequency = mote::frequency_weighting::z;
#else
  o.frequency = mote::frequency_weighting::none;
#endif
  return o;
}();
static_assert(sizeof(mote::level_meter<float, flat>) > 0);
