// expect: members of soft_voting give a probability of the same type for each class
#include "mote/model/combined/voting.hpp"
#include "mote/model/linear.hpp"

enum class side : uint8_t { left, right };
inline constexpr mote::linear_model<mote::link::softmax, side, float, 1, 3> line{
    {}, {{0, 1, 2}}, {{1, 2, 3}}};
#ifdef MOTE_CURED
inline constexpr mote::voting<mote::soft_voting<side, 3, 1, float>, line> votes{{{{1}}}};
#else
inline constexpr mote::voting<mote::soft_voting<side, 2, 1, float>, line> votes{{{{1}}}};
#endif
constexpr float x[1] = {1};
auto ask() { return mote::predict(votes, x); }
