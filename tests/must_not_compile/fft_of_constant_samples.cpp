// expect: fft works in place: pass an array that is not const
#include "mote/transform/fft.hpp"

#ifdef MOTE_CURED
mote::array<mote::complex<float>, 64> x{};
#else
const mote::array<mote::complex<float>, 64> x{};
#endif
auto spectrum = mote::fft(x);
