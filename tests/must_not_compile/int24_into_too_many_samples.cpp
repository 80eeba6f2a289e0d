// expect: unpack_int24: a sample of 24 bits has 3 bytes
#include "mote/filter/convert.hpp"

#ifdef MOTE_CURED
using output = int32_t[64];
#else
using output = int32_t[192];
#endif

void unpack(const uint8_t (&bytes)[192], output& out) { mote::unpack_int24(bytes, out); }
