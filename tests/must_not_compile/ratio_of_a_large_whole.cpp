// expect: ratio takes a whole below 2^32
#include "mote/core/number/probability.hpp"

#ifdef MOTE_CURED
using whole = mote::traits::constant<0xFFFFFFFFu>;
#else
using whole = mote::traits::constant<0x100000000u>;
#endif
uint16_t probability(uint32_t part) { return mote::ratio<uint16_t>(part, whole{}); }
