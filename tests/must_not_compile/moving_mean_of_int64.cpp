// expect: samples are float, int8_t, int16_t, int32_t, uint8_t or uint16_t
#include "mote/filter/moving.hpp"

#ifdef MOTE_CURED
using sample = uint16_t;
#else
using sample = int64_t;
#endif
mote::moving_mean<sample, 8> mean;
