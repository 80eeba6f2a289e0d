// expect: layers that are concatenated are of the same sample type
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::input<float, nn::shape<4, 4, 1>> other{};
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
#ifdef MOTE_CURED
inline constexpr nn::concatenate<x, x> y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::concatenate<x, other> y{};
static_assert(decltype(y)::shape::size != 0);
#endif
