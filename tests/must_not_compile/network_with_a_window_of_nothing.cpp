// expect: a window is 1 or more high, and wide
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

#ifdef MOTE_CURED
using seen = nn::window<1, 3>;
static_assert(seen::taps != 0);
#else
using seen = nn::window<0, 3>;
static_assert(seen::taps != 0);
#endif
