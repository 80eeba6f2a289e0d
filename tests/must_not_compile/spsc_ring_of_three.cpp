// expect: spsc_ring has a capacity of 2^n: use 1, 2, 4, ...
#include "mote/pipeline/spsc_ring.hpp"

#ifdef MOTE_CURED
mote::spsc_ring<int, 4> ring;
#else
mote::spsc_ring<int, 3> ring;
#endif
