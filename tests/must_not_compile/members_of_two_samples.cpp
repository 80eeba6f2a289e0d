// expect: members of a combined model take the same sample: the same feature type, and as many
// features
#include "mote/model/combined/voting.hpp"
#include "mote/model/linear.hpp"

using line = mote::linear_model<mote::link::identity, void, float, 2, 1>;
inline constexpr line first{{}, {{0}}, {{1, 2}}};
#ifdef MOTE_CURED
inline constexpr line second{{}, {{0}}, {{3, 4}}};
#else
inline constexpr mote::linear_model<mote::link::identity, void, float, 3, 1> second{
    {}, {{0}}, {{3, 4, 5}}};
#endif
inline constexpr mote::voting<mote::mean_voting<2, float>, first, second> both{
    {{{0.5f, 0.5f}}, 1.0f}};
