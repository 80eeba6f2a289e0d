// expect: bit_cast copies all bits: use types of one size
#include <stdint.h>

#include "mote/core/bits.hpp"

#ifdef MOTE_CURED
uint32_t bits(float x) { return mote::bit_cast<uint32_t>(x); }
#else
uint16_t bits(float x) { return mote::bit_cast<uint16_t>(x); }
#endif
