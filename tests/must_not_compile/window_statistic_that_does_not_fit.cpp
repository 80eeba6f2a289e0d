// expect: a statistic does not fit the window: its channel, lag or number of bins is out of range
#include <stdint.h>

#include "mote/feature/window_statistics.hpp"

#ifdef MOTE_CURED
inline constexpr mote::array chosen{mote::stat::autocorrelation(7), mote::stat::mean.of(1)};
#else
inline constexpr mote::array chosen{mote::stat::autocorrelation(8), mote::stat::mean.of(1)};
#endif
mote::window_statistics<int16_t, 8, 2, chosen> some;
