// expect: chains hold 1 to 255 numbers: their places are bytes
#include "mote/kernel/rank/chains.hpp"

#ifdef MOTE_CURED
mote::kernel::chains<255> some;
#else
mote::kernel::chains<300> some;
#endif
