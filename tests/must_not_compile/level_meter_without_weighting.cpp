// expect: level_meter needs a frequency weighting: use frequency_weighting::z for none
#include "mote/feature/level.hpp"

using mote::frequency_weighting;
#ifdef MOTE_CURED
static_assert(sizeof(mote::level_meter<float, 16000, frequency_weighting::z>) > 0);
#else
static_assert(sizeof(mote::level_meter<float, 16000, frequency_weighting::none>) > 0);
#endif
