// expect: samples are int8_t, int16_t or int32_t of <stdint.h>: convert all others
#include "mote/filter/cic.hpp"

#ifdef MOTE_CURED
using sample = int16_t;
#else
using sample = float;
#endif
mote::cic_decimator<sample, 3, 8> decimator;
