// expect: series_features take 16 to 4096 samples: cut the series
#include "mote/feature/series.hpp"

#ifdef MOTE_CURED
mote::series_features<float, 16, mote::all_series> some;
#else
mote::series_features<float, 15, mote::all_series> some;
#endif
