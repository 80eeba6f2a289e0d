// expect: pdm_decimator reads whole bytes: use a Factor of 16, 24, 32, ... 128
#include "mote/filter/pdm.hpp"

#ifdef MOTE_CURED
mote::pdm_decimator<64> filter;
#else
mote::pdm_decimator<60> filter;
#endif
