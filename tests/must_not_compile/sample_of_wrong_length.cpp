// expect: the sample must hold exactly as many features as the model was trained on
#include "../target/small_trees.hpp"

constexpr mote::hard_vote<small_trees::label, 3, 3> vote{};
constexpr auto model = small_trees::model<int16_t, uint8_t, false>(vote, 0, 2);

#ifdef MOTE_CURED
using sample = mote::array<int16_t, 3>;
#else
using sample = mote::array<int16_t, 4>;
#endif
auto decide(const sample& x) { return mote::predict(model, x); }
