// expect: the sample's element type must be the model's feature type: quantize it first
#include "../target/small_trees.hpp"

constexpr mote::hard_vote<small_trees::label, 3, 3> vote{};
constexpr auto model = small_trees::model<int16_t, uint8_t, false>(vote, 0, 2);

#ifdef MOTE_CURED
using number = int16_t;
#else
using number = float;
#endif
auto decide(const mote::array<number, 3>& x) { return mote::predict<model>(x); }
auto decide(const number (&x)[3]) { return mote::score(model, x); }
