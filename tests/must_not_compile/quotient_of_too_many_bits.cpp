// expect: quotient_of divides numbers of 1 to 64 bits
#include "mote/core/number/division.hpp"

#ifdef MOTE_CURED
constexpr int bits = 64;
#else
constexpr int bits = 65;
#endif
uint32_t divide(uint64_t a, uint32_t b) { return mote::quotient_of<bits>(a, b); }
