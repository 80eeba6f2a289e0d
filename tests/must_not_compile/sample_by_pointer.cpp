// expect: a sample is an array of known length
#include "../target/small_trees.hpp"

constexpr mote::hard_vote<small_trees::label, 3, 3> vote{};
constexpr auto model = small_trees::model<int16_t, uint8_t, false>(vote, 0, 2);

#ifdef MOTE_CURED
auto decide(const int16_t (&x)[3]) { return mote::predict(model, x); }
#else
auto decide(const int16_t* x) { return mote::predict(model, x); }
#endif
