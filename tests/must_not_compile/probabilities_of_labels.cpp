// expect: labels that are voted for give no probabilities: use score, or soft_voting
#include "mote/model/combined/voting.hpp"
#include "mote/model/linear.hpp"

enum class side : uint8_t { left, right };
inline constexpr mote::linear_model<mote::link::logistic, side, float, 1, 1> line{{}, {{0}}, {{1}}};
inline constexpr mote::voting<mote::hard_voting<side, 2, 1, uint16_t>, line> votes{{{{1}}}};
constexpr float x[1] = {1};
#ifdef MOTE_CURED
auto ask() { return mote::score(votes, x); }
#else
auto ask() { return mote::predict_proba(votes, x); }
#endif
