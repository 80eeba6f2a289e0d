// expect: a median needs an odd window: use 3, 5, 7, ...
#include "mote/filter/median.hpp"

#ifdef MOTE_CURED
mote::median<int16_t, 5> filter;
#else
mote::median<int16_t, 4> filter;
#endif
