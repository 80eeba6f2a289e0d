// expect: this level_meter has no percentiles: give it a histogram, its last argument
#include "mote/feature/level.hpp"

inline constexpr mote::level_options street;
#ifdef MOTE_CURED
using meter = mote::level_meter<int16_t, street, mote::half_decibel_histogram>;
#else
using meter = mote::level_meter<int16_t, street>;
#endif
mote::decibels background(const meter& x);
mote::decibels background(const meter& x) { return x.percentile(90); }
