// expect: samples are float, int8_t, int16_t or int32_t of <stdint.h>: convert all others
#include "mote/filter/one_pole.hpp"

#ifdef MOTE_CURED
using sample = float;
#else
using sample = double;
#endif
mote::one_pole_taps<sample> taps;
