// expect: integers of a curve have 1 to 12 bits below the point (tanh 2 to 13): use a Format in
// this range
#include "mote/nn/activation.hpp"

#ifdef MOTE_CURED
inline constexpr int8_t half = mote::activation::logistic::of<int8_t, 11>(0);
#else
inline constexpr int8_t half = mote::activation::logistic::of<int8_t, 16>(0);
#endif
