// expect: a linear model takes float, int8_t or int16_t: products of 32 bits do not fit its sums
#include "mote/model/linear.hpp"

#ifdef MOTE_CURED
using feature = int16_t;
#else
using feature = int32_t;
#endif
inline constexpr mote::linear_model<mote::link::identity, void, feature, 2> model{};
