// expect: a moving minimum or maximum takes 1 to 65536 samples
#include "mote/filter/moving_extreme.hpp"

#ifdef MOTE_CURED
mote::moving_min<int8_t, 100> lowest;
#else
mote::moving_min<int8_t, 100000> lowest;
#endif
