// expect: a softmax of int8_t is of up to 511 numbers: its sum has no room for more
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

#ifdef MOTE_CURED
inline constexpr nn::input<int8_t, nn::shape<1, 1, 511>> x{};
inline constexpr nn::softmax<x, nn::scale<1073741824, -24>, -124> y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::input<int8_t, nn::shape<1, 1, 512>> x{};
inline constexpr nn::softmax<x, nn::scale<1073741824, -24>, -124> y{};
static_assert(decltype(y)::shape::size != 0);
#endif
