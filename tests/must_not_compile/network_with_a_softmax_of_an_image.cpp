// expect: softmax is of a vector: of a shape of height and width 1
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

#ifdef MOTE_CURED
inline constexpr nn::input<int8_t, nn::shape<1, 1, 4>> x{};
inline constexpr nn::softmax<x, nn::scale<1073741824, -24>, -124> y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
inline constexpr nn::softmax<x, nn::scale<1073741824, -24>, -124> y{};
static_assert(decltype(y)::shape::size != 0);
#endif
