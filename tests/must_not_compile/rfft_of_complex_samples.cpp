// expect: rfft takes real samples: use fft for complex ones
#include "mote/transform/rfft.hpp"

mote::array<mote::complex<float>, 64> x{};
#ifdef MOTE_CURED
auto spectrum = mote::fft(x);
#else
auto spectrum = mote::rfft(x);
#endif
