// expect: members of mean_voting give values of the same type
#include "mote/model/combined/voting.hpp"
#include "mote/model/linear.hpp"

inline constexpr mote::linear_model<mote::link::identity, void, float, 1, 1> line{{}, {{0}}, {{1}}};
#ifdef MOTE_CURED
inline constexpr mote::voting<mote::mean_voting<1, float>, line> mean{{{{1}}, 1.0f}};
#else
inline constexpr mote::voting<mote::mean_voting<1, int32_t>, line> mean{{{{1}}, 1.0f}};
#endif
constexpr float x[1] = {1};
auto ask() { return mote::predict(mean, x); }
