// expect: a network has one input, from which all of its layers come: two were found, or none
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> other{};
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
#ifdef MOTE_CURED
inline constexpr nn::add<x, x, nn::range<0, -128, 127>> y{};
inline constexpr mote::network<void, y> model{};
mote::workspace<model> ram;
#else
inline constexpr nn::add<x, other, nn::range<0, -128, 127>> y{};
inline constexpr mote::network<void, y> model{};
mote::workspace<model> ram;
#endif
