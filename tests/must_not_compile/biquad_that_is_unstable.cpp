// expect: biquad: the poles must lie inside the unit circle and the gain below 4096
#include "mote/filter/biquad.hpp"

#ifdef MOTE_CURED
constexpr double a2 = 0.9;
#else
constexpr double a2 = 1.1;
#endif
inline constexpr mote::sos<1> design{{{1, 0, 0, 1, -1.5, a2}}};
mote::fixed_biquad_cascade<design, int16_t> filter;
