// expect: fft: pass an array of known length (C array, mote::array, std::array, span<T, N>)
#include "mote/transform/fft.hpp"

mote::array<mote::complex<float>, 64> x{};
#ifdef MOTE_CURED
auto spectrum = mote::ifft(x);
#else
auto spectrum = mote::ifft(x.data());
#endif
