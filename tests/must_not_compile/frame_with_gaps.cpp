// expect: frame: the hop is 1 to N rows: leave out what lies between two frames
#include "mote/feature/frame.hpp"

#ifdef MOTE_CURED
using windows = mote::frame<int16_t, 8, 8>;
#else
using windows = mote::frame<int16_t, 8, 9>;
#endif
windows all;
