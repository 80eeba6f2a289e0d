// expect: a mean of values gives no probabilities
#include "mote/model/combined/voting.hpp"
#include "mote/model/linear.hpp"

inline constexpr mote::linear_model<mote::link::identity, void, float, 1, 1> line{{}, {{0}}, {{1}}};
inline constexpr mote::voting<mote::mean_voting<1, float>, line> mean{{{{1}}, 1.0f}};
constexpr float x[1] = {1};
#ifdef MOTE_CURED
auto ask() { return mote::predict(mean, x); }
#else
auto ask() { return mote::predict_proba(mean, x); }
#endif
