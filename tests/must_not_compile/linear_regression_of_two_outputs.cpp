// expect: a linear regression has one output: use a model each for several
#include "mote/model/linear.hpp"

#ifdef MOTE_CURED
constexpr size_t outputs = 1;
#else
constexpr size_t outputs = 2;
#endif
inline constexpr mote::linear_model<mote::link::identity, void, float, 2, outputs> model{};
