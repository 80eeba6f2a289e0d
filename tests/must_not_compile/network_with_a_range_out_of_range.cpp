// expect: the numbers of a range<zero point, lowest, highest> are of the layer's sample type: of
// int8_t between -128 and 127
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 9> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
#ifdef MOTE_CURED
inline constexpr nn::conv2d<x, w, nn::window<3, 3>, nn::range<-128, -128, 127>, nn::output<2, 2>>
    y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::conv2d<x, w, nn::window<3, 3>, nn::range<0, 0, 255>, nn::output<2, 2>> y{};
static_assert(decltype(y)::shape::size != 0);
#endif
