// expect: fft: pass an array of known length (C array, mote::array, std::array, span<T, N>)
#include "mote/transform/fft.hpp"

mote::array<mote::complex<float>, 64> x{};
#ifdef MOTE_CURED
int exponent = mote::ifft(x);
#else
int exponent = mote::ifft(x.data());
#endif
