// expect: this level_meter has no peak: give it frequency_weighting::c as its peak
#include "mote/feature/level.hpp"

#ifdef MOTE_CURED
using meter = mote::level_meter<int16_t, 16000, mote::frequency_weighting::a,
                                mote::time_weighting::fast, mote::frequency_weighting::c>;
#else
using meter = mote::level_meter<int16_t, 16000>;
#endif
mote::decibels loudest(const meter& x);
mote::decibels loudest(const meter& x) { return x.peak(); }
