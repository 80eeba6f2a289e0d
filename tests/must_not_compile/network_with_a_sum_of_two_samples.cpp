// expect: layers that are added are of the same sample type
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::input<float, nn::shape<4, 4, 1>> other{};
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
#ifdef MOTE_CURED
inline constexpr nn::add<x, x, nn::range<0, -128, 127>> y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::add<x, other, nn::range<0, -128, 127>> y{};
static_assert(decltype(y)::shape::size != 0);
#endif
