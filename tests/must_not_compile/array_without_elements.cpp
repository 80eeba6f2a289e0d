// expect: mote::array needs at least one element: use N >= 1
#include "mote/core/array.hpp"

#ifdef MOTE_CURED
mote::array<int, 1> some;
#else
mote::array<int, 0> some;
#endif
