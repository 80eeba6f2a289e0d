// expect: this level_meter has no percentiles: give it a histogram, its last argument
#include "mote/feature/level.hpp"

using mote::frequency_weighting;
#ifdef MOTE_CURED
using meter = mote::level_meter<int16_t, 16000, frequency_weighting::a, mote::time_weighting::fast,
                                frequency_weighting::none, mote::half_decibel_histogram>;
#else
using meter = mote::level_meter<int16_t, 16000>;
#endif
mote::decibels background(const meter& x);
mote::decibels background(const meter& x) { return x.percentile(90); }
