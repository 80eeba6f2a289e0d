// expect: a rule of voting has a weight a member
#include "mote/model/combined/voting.hpp"
#include "mote/model/linear.hpp"

using line = mote::linear_model<mote::link::identity, void, float, 2, 1>;
inline constexpr line first{{}, {{0}}, {{1, 2}}}, second{{}, {{0}}, {{3, 4}}};
#ifdef MOTE_CURED
inline constexpr mote::voting<mote::mean_voting<2, float>, first, second> both{
    {{{0.5f, 0.5f}}, 1.0f}};
#else
inline constexpr mote::voting<mote::mean_voting<1, float>, first, second> both{{{{1.0f}}, 1.0f}};
#endif
