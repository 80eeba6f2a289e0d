// expect: a Butterworth filter has an order from 1 to 32
#include "mote/design/butterworth.hpp"

#ifdef MOTE_CURED
constexpr auto design = mote::butterworth_lowpass<1>(10.0, 100.0);
#else
constexpr auto design = mote::butterworth_lowpass<0>(10.0, 100.0);
#endif
static_assert(design[0].a0 == 1);
