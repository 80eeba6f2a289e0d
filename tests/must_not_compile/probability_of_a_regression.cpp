// expect: predict_proba is for classifiers: use predict for a regression
#include "../target/small_trees.hpp"

constexpr mote::value_sum<mote::link::identity, void, int16_t, 1> vote{};
constexpr auto model = small_trees::model<int16_t, uint8_t, false>(vote, 3, 4);

auto answer(const int16_t (&x)[3]) {
#ifdef MOTE_CURED
  return mote::predict(model, x);
#else
  return mote::predict_proba(model, x);
#endif
}
