// expect: a scale<factor, shift> has a factor of 0 or more and a shift from -30 to 31
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
#ifdef MOTE_CURED
inline constexpr nn::mean<x, nn::range<0, -128, 127>, nn::scale<5, 3>> y{};
static_assert(decltype(y)::shape::size != 0);
#else
inline constexpr nn::mean<x, nn::range<0, -128, 127>, nn::scale<-5, 3>> y{};
static_assert(decltype(y)::shape::size != 0);
#endif
