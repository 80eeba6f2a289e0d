// expect: link::exponential needs float leaves: integer sums cannot hold an exponential
#include "mote/model/vote/sums.hpp"

#ifdef MOTE_CURED
using leaf = float;
#else
using leaf = int32_t;
#endif
mote::value_sum<mote::link::exponential, void, leaf, 1> vote{};
