// expect: link::exponential needs float: integer sums cannot hold an exponential
#include "mote/model/linear.hpp"

#ifdef MOTE_CURED
using feature = float;
#else
using feature = int16_t;
#endif
inline constexpr mote::linear_model<mote::link::exponential, void, feature, 2> model{};
