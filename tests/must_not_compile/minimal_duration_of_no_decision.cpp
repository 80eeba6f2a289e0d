// expect: minimal_duration needs at least one decision
#include "mote/pipeline/smooth.hpp"

#ifdef MOTE_CURED
using steady = mote::minimal_duration<int, 3>;
#else
using steady = mote::minimal_duration<int, 0>;
#endif
steady all;
