// expect: series_features take 1 to 32 channels
#include <stdint.h>

#include "mote/feature/series.hpp"

#ifdef MOTE_CURED
mote::series_features<int16_t, 64, mote::all_series, 32> some;
#else
mote::series_features<int16_t, 64, mote::all_series, 33> some;
#endif
