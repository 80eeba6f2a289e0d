// expect: a table has 256 numbers, from that of -128 to that of 127
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr mote::array<int8_t, 200> few{};
inline constexpr mote::array<int8_t, 256> all{};
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
#ifdef MOTE_CURED
inline constexpr nn::table<x, all, 0> y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::table<x, few, 0> y{};
static_assert(decltype(y)::shape::size != 0);
#endif
