// expect: cic: the gain does not fit into a register: use a smaller Factor
#include "mote/filter/cic.hpp"

#ifdef MOTE_CURED
mote::cic_decimator<int16_t, 5, 512> filter;
#else
mote::cic_decimator<int16_t, 5, 1024> filter;
#endif
