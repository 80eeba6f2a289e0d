// expect: a stride is 1 or more each way
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

#ifdef MOTE_CURED
using seen = nn::window<3, 3, nn::stride<1, 1>>;
static_assert(seen::down != 0);
#else
using seen = nn::window<3, 3, nn::stride<0, 1>>;
static_assert(seen::down != 0);
#endif
