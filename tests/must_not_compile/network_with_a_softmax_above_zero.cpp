// expect: softmax<layer, scale<factor, shift>, lowest> has a shift and a lowest difference of 0 or
// less
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::input<int8_t, nn::shape<1, 1, 4>> x{};
#ifdef MOTE_CURED
inline constexpr nn::softmax<x, nn::scale<1073741824, -24>, -124> y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::softmax<x, nn::scale<1073741824, 24>, -124> y{};
static_assert(decltype(y)::shape::size != 0);
#endif
