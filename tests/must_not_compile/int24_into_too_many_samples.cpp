// expect: unpack_int24: three bytes make one sample
#include "mote/filter/convert.hpp"

#ifdef MOTE_CURED
using output = int32_t[64];
#else
using output = int32_t[192];
#endif

void unpack(const uint8_t (&bytes)[192], output& out) { mote::unpack_int24(bytes, out); }
