// expect: the sample must hold exactly as many features as the model was trained on
#include "mote/model/trees/loaded_trees.hpp"

struct capacity {
  using feature_type = int16_t;
  using link_type = int8_t;
  static constexpr size_t features = 4, trees = 3, splits = 30, leaves = 3;
};
using model_type = mote::loaded_trees<capacity, mote::hard_vote<uint8_t, 3, 3>>;

#ifdef MOTE_CURED
using sample = int16_t[4];
#else
using sample = int16_t[3];
#endif

mote::status run(const model_type& model, const sample& x, uint8_t& label);
mote::status run(const model_type& model, const sample& x, uint8_t& label) {
  return mote::predict(model, x, label);
}
