// expect: rfft: the length must be a power of two from 8 to 8192: pad with zeros
#include "mote/transform/rfft.hpp"

#ifdef MOTE_CURED
float x[8192] = {};
#else
float x[16384] = {};
#endif
auto spectrum = mote::irfft(x);
