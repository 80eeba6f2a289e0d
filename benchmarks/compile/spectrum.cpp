// The spectrum of 1024 real samples.
#include "mote/transform/rfft.hpp"

int run(int16_t (&x)[1024]);
int run(int16_t (&x)[1024]) { return mote::rfft(x).exponent(); }
