// expect: convert: the output must be as long as the input
#include "mote/filter/convert.hpp"

#ifdef MOTE_CURED
using output = float[64];
#else
using output = float[32];
#endif

void to_float(const int16_t (&in)[64], output& out) { mote::convert<int16_t, float>(in, out); }
