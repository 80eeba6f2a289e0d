// expect: cic: use one stage or more, and a Factor and a Delay of at least 1
#include "mote/filter/cic.hpp"

#ifdef MOTE_CURED
mote::cic_decimator<int16_t, 1, 8> filter;
#else
mote::cic_decimator<int16_t, 0, 8> filter;
#endif
