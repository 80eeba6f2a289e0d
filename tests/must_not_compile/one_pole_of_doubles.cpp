// expect: a one-pole filter takes float, int8_t, int16_t or int32_t
#include "mote/filter/one_pole.hpp"

#ifdef MOTE_CURED
using sample = float;
#else
using sample = double;
#endif
mote::one_pole_taps<sample> taps;
