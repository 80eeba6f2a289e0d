// expect: weights<sample, outputs, taps> of a depthwise layer have as many rows as its window has
// taps: height * width
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 9> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
#ifdef MOTE_CURED
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
inline constexpr nn::depthwise<x, w, nn::window<3, 3>, nn::range<0, -128, 127>, nn::output<2, 2>>
    y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
inline constexpr nn::depthwise<x, w, nn::window<2, 2>, nn::range<0, -128, 127>, nn::output<3, 3>>
    y{};
static_assert(decltype(y)::shape::size != 0);
#endif
