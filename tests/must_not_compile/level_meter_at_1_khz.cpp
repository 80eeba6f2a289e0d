// expect: level_meter needs a sample rate from 4000 to 400000 Hz
#include "mote/feature/level.hpp"

#ifdef MOTE_CURED
using meter = mote::level_meter<float, 8000, mote::frequency_weighting::z>;
#else
using meter = mote::level_meter<float, 1000, mote::frequency_weighting::z>;
#endif
static_assert(sizeof(meter) > 0);
