// expect: the table's slot_type must be the vote's leaf type
#include "../target/small_trees.hpp"

#ifdef MOTE_CURED
using slot = uint8_t;
#else
using slot = int16_t;
#endif
using shape = small_trees::shape<int16_t, uint8_t, slot, false>;
mote::tree_ensemble<shape, mote::hard_vote<small_trees::label, 3, 3>> model{};
