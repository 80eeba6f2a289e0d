// expect: the window of a pool has no dilation: leave it out
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
#ifdef MOTE_CURED
inline constexpr nn::max_pool<x, nn::window<2, 2, nn::stride<1, 1>, nn::padding<0, 0>>,
                              nn::range<0, -128, 127>, nn::output<2, 2>>
    y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::max_pool<
    x, nn::window<2, 2, nn::stride<1, 1>, nn::padding<0, 0>, nn::dilation<2, 2>>,
    nn::range<0, -128, 127>, nn::output<2, 2>>
    y{};
static_assert(decltype(y)::shape::size != 0);
#endif
