// expect: fft takes complex samples: use rfft for real ones
#include "mote/transform/rfft.hpp"

mote::array<float, 64> x{};
#ifdef MOTE_CURED
int exponent = mote::rfft(x);
#else
int exponent = mote::fft(x);
#endif
