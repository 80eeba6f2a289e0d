// expect: samples are float, int16_t or int32_t of <stdint.h>: widen int8_t to int16_t
#include "mote/transform/window.hpp"

#ifdef MOTE_CURED
using sample = int16_t;
#else
using sample = int8_t;
#endif
inline constexpr mote::window<sample, 64> taper{mote::windows::hann};
