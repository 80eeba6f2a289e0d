// expect: a peak level is C-weighted or unweighted: use c or z
#include "mote/feature/level.hpp"

inline constexpr auto loud = [] {
  mote::level_options o;
#ifdef MOTE_CURED
  o.peak = mote::frequency_weighting::z;
#else
  o.peak = mote::frequency_weighting::a;
#endif
  return o;
}();
static_assert(sizeof(mote::level_meter<float, loud>) > 0);
