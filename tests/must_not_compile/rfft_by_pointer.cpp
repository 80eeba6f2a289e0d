// expect: rfft: pass an array of known length (C array, mote::array, std::array, span<T, N>)
#include "mote/transform/rfft.hpp"

float x[64] = {};
#ifdef MOTE_CURED
auto spectrum = mote::rfft(x);
#else
float* pointer = x;
auto spectrum = mote::rfft(pointer);
#endif
