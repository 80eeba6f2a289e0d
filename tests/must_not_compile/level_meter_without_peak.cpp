// expect: this level_meter has no peak: set peak = frequency_weighting::c in its options
#include "mote/feature/level.hpp"

inline constexpr auto street = [] {
  mote::level_options o;
#ifdef MOTE_CURED
  o.peak = mote::frequency_weighting::c;
#endif
  return o;
}();
using meter = mote::level_meter<int16_t, street>;
mote::decibels loudest(const meter& x);
mote::decibels loudest(const meter& x) { return x.peak(); }
