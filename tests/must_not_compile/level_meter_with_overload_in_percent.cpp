// expect: overload is a part of full scale: use 1 for the extreme codes, 0 for none
#include "mote/feature/level.hpp"

inline constexpr mote::level_options options = [] {
  mote::level_options o;
#ifdef MOTE_CURED
  o.overload = 0.98;
#else
  o.overload = 98;
#endif
  return o;
}();
mote::level_meter<int16_t, options> meter;
