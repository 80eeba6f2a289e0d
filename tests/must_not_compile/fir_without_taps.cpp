// expect: fir_taps needs at least one tap: use N >= 1
#include "mote/filter/taps/fir_taps.hpp"

#ifdef MOTE_CURED
mote::fir_taps<float, 1> taps;
#else
mote::fir_taps<float, 0> taps;
#endif
