// expect: this level_meter shows no overload: set overload = 1 in its options
#include "mote/feature/level.hpp"

inline constexpr mote::level_options options = [] {
  mote::level_options o;
#ifdef MOTE_CURED
  o.overload = 1;
#endif
  return o;
}();
mote::level_meter<int16_t, options> meter;

bool trusted() { return !meter.overloaded(); }
