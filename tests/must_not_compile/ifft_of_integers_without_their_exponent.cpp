// expect: ifft: integers without their exponent: pass what fft returned, or mote::scaled(values,
// exponent)
#include "mote/transform/fft.hpp"

mote::complex<int32_t> x[64] = {};
#ifdef MOTE_CURED
auto samples = mote::ifft(mote::fft(x));
#else
auto samples = mote::ifft(x);
#endif
