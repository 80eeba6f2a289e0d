// expect: symmetric_trees adds up values: use value_sum, or tree_ensemble for votes
#include "../target/small_trees.hpp"

#ifdef MOTE_CURED
using vote = mote::value_sum<mote::link::identity, void, int16_t, 1>;
#else
using vote = mote::soft_vote<small_trees::label, 3, 3, uint8_t, 3>;
#endif
mote::symmetric_trees<small_trees::level_shape<int16_t, uint8_t>, vote> model{};
