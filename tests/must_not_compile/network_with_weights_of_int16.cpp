// expect: weights are int8_t or float
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

#ifdef MOTE_CURED
inline constexpr nn::weights<int8_t, 2, 9> w{};
#else
inline constexpr nn::weights<int16_t, 2, 9> w{};
#endif
