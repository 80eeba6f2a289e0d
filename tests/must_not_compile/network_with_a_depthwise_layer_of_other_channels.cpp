// expect: a depthwise layer has as many outputs as the layer before has channels, or a multiple
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 9> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
#ifdef MOTE_CURED
inline constexpr nn::input<int8_t, nn::shape<4, 4, 2>> x{};
inline constexpr nn::depthwise<x, w, nn::window<3, 3>, nn::range<0, -128, 127>, nn::output<2, 2>>
    y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::input<int8_t, nn::shape<4, 4, 3>> x{};
inline constexpr nn::depthwise<x, w, nn::window<3, 3>, nn::range<0, -128, 127>, nn::output<2, 2>>
    y{};
static_assert(decltype(y)::shape::size != 0);
#endif
