// expect: a layer takes float, int8_t or int16_t: products of 32 bits do not fit its sums
#include "mote/nn/dense.hpp"

#ifdef MOTE_CURED
using feature = int16_t;
#else
using feature = int32_t;
#endif
inline constexpr mote::dense_sums<feature, 2, 1> layer{};
