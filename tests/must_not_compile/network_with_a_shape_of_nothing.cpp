// expect: a shape has a height, a width and channels of 1 or more
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

#ifdef MOTE_CURED
using seen = nn::shape<4, 1, 1>;
static_assert(seen::size != 0);
#else
using seen = nn::shape<4, 0, 1>;
static_assert(seen::size != 0);
#endif
