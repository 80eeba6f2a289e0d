// expect: dct is for float and int16_t: convert the samples first
#include "mote/transform/dct.hpp"

#ifdef MOTE_CURED
inline constexpr int exponent = mote::dct<int16_t, 16>::exponent;
#else
inline constexpr int exponent = mote::dct<int32_t, 16>::exponent;
#endif
