// expect: an output is 1 or more high, and wide
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

#ifdef MOTE_CURED
using seen = nn::output<1, 3>;
static_assert(seen::height != 0);
#else
using seen = nn::output<0, 3>;
static_assert(seen::height != 0);
#endif
