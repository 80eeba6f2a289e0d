// expect: a dilation is 1 or more each way
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

#ifdef MOTE_CURED
using seen = nn::window<3, 3, nn::stride<1, 1>, nn::padding<0, 0>, nn::dilation<1, 1>>;
static_assert(seen::row_step != 0);
#else
using seen = nn::window<3, 3, nn::stride<1, 1>, nn::padding<0, 0>, nn::dilation<0, 1>>;
static_assert(seen::row_step != 0);
#endif
