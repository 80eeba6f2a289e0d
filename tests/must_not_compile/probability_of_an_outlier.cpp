// expect: score for an isolation forest
#include "../target/small_trees.hpp"

constexpr mote::value_sum<mote::link::isolation, small_trees::label, int16_t, 1> vote{
    {{-9}}, 1.0f, {40000, 3}};
constexpr auto model = small_trees::model<int16_t, uint8_t, false>(vote, 3, 4);

auto answer(const int16_t (&x)[3]) {
#ifdef MOTE_CURED
  return mote::score<model>(x);
#else
  return mote::predict_proba<model>(x);
#endif
}
