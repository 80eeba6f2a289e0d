// expect: a table is of int8_t
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr mote::array<int8_t, 256> values{};
#ifdef MOTE_CURED
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
inline constexpr nn::table<x, values, 0> y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::input<float, nn::shape<4, 4, 1>> x{};
inline constexpr nn::table<x, values, 0> y{};
static_assert(decltype(y)::shape::size != 0);
#endif
