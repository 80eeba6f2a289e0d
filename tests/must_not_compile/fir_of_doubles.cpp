// expect: samples are float, int8_t, int16_t or int32_t of <stdint.h>: convert all others
#include "mote/filter/taps/fir_taps.hpp"

#ifdef MOTE_CURED
mote::fir_taps<float, 3> taps;
#else
mote::fir_taps<double, 3> taps;
#endif
