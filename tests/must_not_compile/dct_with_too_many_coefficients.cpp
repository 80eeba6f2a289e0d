// expect: a DCT of N samples has 1 to N coefficients: use M <= N
#include "mote/transform/dct.hpp"

#ifdef MOTE_CURED
inline constexpr int exponent = mote::dct<int16_t, 16, 16>::exponent;
#else
inline constexpr int exponent = mote::dct<int16_t, 16, 17>::exponent;
#endif
