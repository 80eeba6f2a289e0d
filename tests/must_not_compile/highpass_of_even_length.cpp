// expect: an even number of taps is silent at half the sample rate: use odd N
#include "mote/design/fir_design.hpp"

#ifdef MOTE_CURED
mote::array<double, 31> design = mote::fir_highpass<31>(100, 1000);
#else
mote::array<double, 32> design = mote::fir_highpass<32>(100, 1000);
#endif
