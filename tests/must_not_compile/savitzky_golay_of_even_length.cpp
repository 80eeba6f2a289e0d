// expect: a Savitzky-Golay filter has an odd number of taps, one of them in the middle
#include "mote/design/savitzky_golay.hpp"

#ifdef MOTE_CURED
constexpr auto design = mote::savitzky_golay<11>(3);
#else
constexpr auto design = mote::savitzky_golay<10>(3);
#endif
static_assert(design[5] > 0);
