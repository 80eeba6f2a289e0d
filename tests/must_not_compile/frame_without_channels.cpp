// expect: a frame needs at least one row of one channel
#include "mote/feature/frame.hpp"

#ifdef MOTE_CURED
using windows = mote::frame<int16_t, 8, 4, 1>;
#else
using windows = mote::frame<int16_t, 8, 4, 0>;
#endif
windows all;
