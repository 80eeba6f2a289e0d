// expect: rfft takes real samples: use fft for complex ones
#include "mote/transform/rfft.hpp"

mote::array<mote::complex<float>, 64> x{};
#ifdef MOTE_CURED
int exponent = mote::fft(x);
#else
int exponent = mote::rfft(x);
#endif
