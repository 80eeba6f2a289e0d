// expect: samples are float, int8_t, int16_t or int32_t of <stdint.h>: convert all others
#include "mote/filter/biquad.hpp"

#ifdef MOTE_CURED
using sample = float;
#else
using sample = double;
#endif
mote::biquad_cascade<sample, 1> filter{mote::biquad_taps<sample, 1>{}};
