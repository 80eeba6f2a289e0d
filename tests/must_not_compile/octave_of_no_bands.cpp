// expect: an octave has 1 band, or 3 thirds, or more
#include "mote/design/octave_band.hpp"

#ifdef MOTE_CURED
constexpr double middle = mote::band_middle<3>(0);
#else
constexpr double middle = mote::band_middle<0>(0);
#endif
static_assert(middle == 1000);
