// expect: rfft: the length must be a power of two from 8 to 8192: pad with zeros
#include "mote/transform/rfft.hpp"

#ifdef MOTE_CURED
int16_t x[8] = {};
#else
int16_t x[4] = {};
#endif
auto spectrum = mote::rfft(x);
