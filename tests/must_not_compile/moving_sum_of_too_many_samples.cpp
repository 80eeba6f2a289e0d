// expect: a moving sum takes 1 to 65536 samples
#include "mote/filter/moving.hpp"

#ifdef MOTE_CURED
mote::moving_sum<int16_t, 1> sum;
#else
mote::moving_sum<int16_t, 65537> sum;
#endif
