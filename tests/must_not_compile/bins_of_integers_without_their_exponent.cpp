// expect: integers without their exponent: pass what rfft or fft returned, or mote::scaled(values,
// exponent)
#include "mote/transform/rfft.hpp"

mote::array<int16_t, 64> x{};
#ifdef MOTE_CURED
mote::complex<int16_t> loudest = mote::bins(mote::scaled(x, 4))[9];
#else
mote::complex<int16_t> loudest = mote::bins(x)[9];
#endif
