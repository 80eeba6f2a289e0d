// expect: fft takes complex samples: use rfft for real ones
#include "mote/transform/rfft.hpp"

mote::array<float, 64> x{};
#ifdef MOTE_CURED
auto spectrum = mote::rfft(x);
#else
auto spectrum = mote::fft(x);
#endif
