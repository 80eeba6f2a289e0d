// expect: a layer has at least one input and one output: use 1 or more of each
#include "mote/nn/dense.hpp"

#ifdef MOTE_CURED
inline constexpr mote::dense_sums<float, 2, 1> layer{};
#else
inline constexpr mote::dense_sums<float, 0, 1> layer{};
#endif
