// expect: an elliptic filter has an order from 1 to 32
#include "mote/design/elliptic.hpp"

#ifdef MOTE_CURED
constexpr auto design = mote::elliptic_lowpass<32>(0.5, 60.0, 10.0, 100.0);
#else
constexpr auto design = mote::elliptic_lowpass<33>(0.5, 60.0, 10.0, 100.0);
#endif
static_assert(design[0].a0 == 1);
