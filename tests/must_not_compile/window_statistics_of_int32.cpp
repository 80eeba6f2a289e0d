// expect: statistics of a window are of float, int16_t or int8_t: convert all others
#include <stdint.h>

#include "mote/feature/window_statistics.hpp"

inline constexpr mote::array chosen{mote::stat::mean};
#ifdef MOTE_CURED
mote::window_statistics<int16_t, 8, 1, chosen> some;
#else
mote::window_statistics<int32_t, 8, 1, chosen> some;
#endif
