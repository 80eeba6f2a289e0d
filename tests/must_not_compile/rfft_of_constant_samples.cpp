// expect: rfft works in place: pass an array that is not const
#include "mote/transform/rfft.hpp"

#ifdef MOTE_CURED
float x[64] = {};
#else
const float x[64] = {};
#endif
auto spectrum = mote::rfft(x);
