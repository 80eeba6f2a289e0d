// expect: rfft: samples are float, int16_t or int32_t: widen int8_t to int16_t
#include "mote/transform/rfft.hpp"

#ifdef MOTE_CURED
mote::array<int16_t, 64> x{};
#else
mote::array<int8_t, 64> x{};
#endif
auto spectrum = mote::rfft(x);
