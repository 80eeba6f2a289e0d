// expect: level_histogram needs a width, and two classes or more
#include "mote/feature/level_histogram.hpp"

#ifdef MOTE_CURED
static_assert(sizeof(mote::level_histogram<-100, 2>) > 0);
#else
static_assert(sizeof(mote::level_histogram<-100, 1>) > 0);
#endif
