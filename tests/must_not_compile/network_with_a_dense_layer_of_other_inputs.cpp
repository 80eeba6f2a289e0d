// expect: weights<sample, outputs, inputs> of a dense layer have as many inputs as the layer before
// has outputs: height * width * channels of its shape
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 9> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
#ifdef MOTE_CURED
inline constexpr nn::input<int8_t, nn::shape<3, 3, 1>> x{};
inline constexpr nn::dense<x, w, nn::range<0, -128, 127>> y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
inline constexpr nn::dense<x, w, nn::range<0, -128, 127>> y{};
static_assert(decltype(y)::shape::size != 0);
#endif
