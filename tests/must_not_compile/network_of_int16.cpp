// expect: a network takes samples of int8_t or float
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

#ifdef MOTE_CURED
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
#else
inline constexpr nn::input<int16_t, nn::shape<4, 4, 1>> x{};
#endif
