// expect: series_features: each feature is of at least one channel, and of none that is not there
#include <stdint.h>

#include "mote/feature/series.hpp"

#ifdef MOTE_CURED
inline constexpr mote::array chosen{mote::series_on{mote::series::trev, 0b10}};
#else
inline constexpr mote::array chosen{mote::series_on{mote::series::trev, 0b100}};
#endif
mote::series_features<int16_t, 64, chosen, 2> some;
