// expect: level_meter takes float, int16_t, int32_t or uint16_t of <stdint.h>: convert all others
#include "mote/feature/level.hpp"

#ifdef MOTE_CURED
using sample = uint16_t;
#else
using sample = int8_t;
#endif
inline constexpr mote::level_options street{};
mote::level_meter<sample, street> meter;
