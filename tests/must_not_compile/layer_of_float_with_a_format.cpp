// expect: a Format is for integers: leave it out of a layer of float
#include "mote/nn/dense.hpp"

#ifdef MOTE_CURED
inline constexpr mote::dense<mote::activation::relu, float, 2, 1> layer{};
#else
inline constexpr mote::dense<mote::activation::relu, float, 2, 1, -128> layer{};
#endif
