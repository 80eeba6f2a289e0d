// expect: statistics of a window take 2 to 16384 rows of 1 to 254 channels: cut it shorter
#include <stdint.h>

#include "mote/feature/window_statistics.hpp"

inline constexpr mote::array chosen{mote::stat::mean};
#ifdef MOTE_CURED
mote::window_statistics<int16_t, 16384, 1, chosen> some;
#else
mote::window_statistics<int16_t, 16385, 1, chosen> some;
#endif
