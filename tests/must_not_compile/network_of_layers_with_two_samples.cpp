// expect: a layer's inputs and weights are of the same sample type
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<float, 2, 9> w{};
#ifdef MOTE_CURED
inline constexpr nn::input<float, nn::shape<4, 4, 1>> x{};
inline constexpr nn::conv2d<x, w, nn::window<3, 3>, mote::activation::relu, nn::output<2, 2>> y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
inline constexpr nn::conv2d<x, w, nn::window<3, 3>, mote::activation::relu, nn::output<2, 2>> y{};
static_assert(decltype(y)::shape::size != 0);
#endif
