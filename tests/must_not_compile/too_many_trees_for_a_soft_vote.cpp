// expect: soft_vote counts at most 65535 trees: use fewer trees
#include "mote/model/vote/votes.hpp"

#ifdef MOTE_CURED
constexpr size_t trees = 65535;
#else
constexpr size_t trees = 65536;
#endif
mote::soft_vote<int, 2, trees, uint8_t, 4> vote{};
