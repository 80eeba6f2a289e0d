// expect: an isotonic_curve has a point or more
#include "mote/model/combined/calibrated.hpp"

#ifdef MOTE_CURED
mote::isotonic_curve<1> curve;
#else
mote::isotonic_curve<0> curve;
#endif
