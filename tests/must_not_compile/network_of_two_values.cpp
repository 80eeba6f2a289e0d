// expect: a regression has one output: use a network each for several
#include "mote/nn/mlp.hpp"

#ifdef MOTE_CURED
inline constexpr mote::mlp<void, mote::dense_sums<float, 4, 1>> network{};
#else
inline constexpr mote::mlp<void, mote::dense_sums<float, 4, 2>> network{};
#endif
