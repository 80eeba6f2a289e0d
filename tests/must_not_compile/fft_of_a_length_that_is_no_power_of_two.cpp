// expect: fft: the length must be a power of two from 8 to 8192: pad with zeros
#include "mote/transform/fft.hpp"

#ifdef MOTE_CURED
mote::array<mote::complex<float>, 64> x{};
#else
mote::array<mote::complex<float>, 60> x{};
#endif
auto spectrum = mote::fft(x);
