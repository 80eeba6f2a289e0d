// expect: tree_ensemble: a link, feature or leaf is out of range
#include "../target/small_trees.hpp"

constexpr mote::hard_vote<small_trees::label, 3, 3> vote{};
#ifdef MOTE_CURED
constexpr int leaf = 2;
#else
constexpr int leaf = 3;  // of classes 0, 1, 2
#endif
constexpr auto model = small_trees::model<int16_t, uint8_t, false>(vote, 0, leaf);

auto decide(const int16_t (&x)[3]) { return mote::predict<model>(x); }
