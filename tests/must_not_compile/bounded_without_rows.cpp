// expect: mote::bounded holds at least one row: use N >= 1
#include "mote/model/rows.hpp"

#ifdef MOTE_CURED
mote::bounded<int, 1> some;
#else
mote::bounded<int, 0> some;
#endif
