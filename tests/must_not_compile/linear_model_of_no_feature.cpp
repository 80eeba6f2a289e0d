// expect: a linear model has at least one feature: use Features >= 1
#include "mote/model/linear.hpp"

#ifdef MOTE_CURED
constexpr size_t features = 1;
#else
constexpr size_t features = 0;
#endif
inline constexpr mote::linear_model<mote::link::identity, void, float, features> model{};
