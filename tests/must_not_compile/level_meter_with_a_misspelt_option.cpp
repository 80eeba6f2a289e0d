// expect: no member named 'weighting' | no member named ‘weighting’
#include "mote/feature/level.hpp"

inline constexpr auto street = [] {
  mote::level_options o;
#ifdef MOTE_CURED
  o.frequency = mote::frequency_weighting::c;
#else
  o.weighting = mote::frequency_weighting::c;
#endif
  return o;
}();
static_assert(sizeof(mote::level_meter<float, street>) > 0);
