// expect: each layer takes what the one before gives: as many numbers of the same type
#include "mote/nn/mlp.hpp"

using hidden = mote::dense<mote::activation::relu, float, 4, 3>;
#ifdef MOTE_CURED
inline constexpr mote::mlp<void, hidden, mote::dense_sums<float, 3, 1>> network{};
#else
inline constexpr mote::mlp<void, hidden, mote::dense_sums<float, 2, 1>> network{};
#endif
