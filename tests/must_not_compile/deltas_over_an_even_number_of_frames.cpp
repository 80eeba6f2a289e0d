// expect: deltas are of order 1 or 2, over an odd number of frames from 3 to 31
#include "mote/feature/deltas.hpp"

#ifdef MOTE_CURED
mote::deltas<float, 13, 9> some;
#else
mote::deltas<float, 13, 8> some;
#endif
