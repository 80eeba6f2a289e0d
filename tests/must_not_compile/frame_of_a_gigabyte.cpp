// expect: a frame has less than 2^30 samples
#include "mote/feature/frame.hpp"

#ifdef MOTE_CURED
using windows = mote::frame<int8_t, 1000>;
#else
using windows = mote::frame<int8_t, (1 << 29), 1, 2>;
#endif
extern windows all;
bool push(int8_t x) { return all.push(x); }
