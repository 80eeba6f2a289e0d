// expect: majority needs at least one decision and one class
#include "mote/pipeline/smooth.hpp"

#ifdef MOTE_CURED
using steady = mote::majority<int, 3, 2>;
#else
using steady = mote::majority<int, 0, 2>;
#endif
steady all;
