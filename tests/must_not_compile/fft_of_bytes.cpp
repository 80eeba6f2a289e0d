// expect: fft: samples are float, int16_t or int32_t: widen int8_t to int16_t
#include "mote/transform/fft.hpp"

#ifdef MOTE_CURED
mote::array<mote::complex<int16_t>, 64> x{};
#else
mote::array<mote::complex<int8_t>, 64> x{};
#endif
auto spectrum = mote::fft(x);
