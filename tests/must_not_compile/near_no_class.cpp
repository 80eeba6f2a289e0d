// expect: near_classes needs at least one column and one class
#include "mote/pipeline/near_classes.hpp"

#ifdef MOTE_CURED
using near = mote::near_classes<int16_t, 3, 1>;
#else
using near = mote::near_classes<int16_t, 3, 0>;
#endif
static_assert(sizeof(near) > 0);
