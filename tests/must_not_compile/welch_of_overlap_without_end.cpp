// expect: welch takes segments of up to 4096 samples, a window of as many points, and an overlap of
#include "mote/feature/welch.hpp"

#ifdef MOTE_CURED
mote::welch<float, 64, 63> some;
#else
mote::welch<float, 64, 64> some;
#endif
