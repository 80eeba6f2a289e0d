// expect: an image is up to 32767 high and wide, and has up to 65535 channels; a window, its stride
// and dilation up to 255
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 1, 300> w{{{1}}, {{1}}, {{1073741824}}, {{1}}};
inline constexpr nn::weights<int8_t, 1, 250> w250{{{1}}, {{1}}, {{1073741824}}, {{1}}};
inline constexpr nn::input<int8_t, nn::shape<300, 1, 1>> x{};
#ifdef MOTE_CURED
inline constexpr nn::conv2d<x, w250, nn::window<250, 1>, nn::range<0, -128, 127>, nn::output<1, 1>>
    y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::conv2d<x, w, nn::window<300, 1>, nn::range<0, -128, 127>, nn::output<1, 1>>
    y{};
static_assert(decltype(y)::shape::size != 0);
#endif
