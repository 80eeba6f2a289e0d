// expect: irfft: integers without their exponent: pass what rfft returned, or mote::scaled(values,
// exponent)
#include "mote/transform/rfft.hpp"

int16_t x[64] = {};
#ifdef MOTE_CURED
auto samples = mote::irfft(mote::scaled(x, 4));
#else
auto samples = mote::irfft(x);
#endif
