// expect: samples are float or int16_t of <stdint.h> here: convert all others
#include "mote/transform/dct.hpp"

#ifdef MOTE_CURED
inline constexpr int exponent = mote::dct<int16_t, 16>::exponent;
#else
inline constexpr int exponent = mote::dct<int32_t, 16>::exponent;
#endif
