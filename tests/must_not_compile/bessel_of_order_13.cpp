// expect: a Bessel filter has an order from 1 to 12
#include "mote/design/bessel.hpp"

#ifdef MOTE_CURED
constexpr auto design = mote::bessel_lowpass<12>(10.0, 100.0);
#else
constexpr auto design = mote::bessel_lowpass<13>(10.0, 100.0);
#endif
static_assert(design[0].a0 == 1);
