// expect: weights have 1 to 65535 outputs, and inputs of each
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

#ifdef MOTE_CURED
inline constexpr nn::weights<float, 2, 9> w{};
#else
inline constexpr nn::weights<float, 2, 70000> w{};
#endif
