// expect: an emlearn file holds hard votes, soft votes of 8 bits or a regression
#include "mote/model/emlearn_reader.hpp"

struct capacity {
  using feature_type = int16_t;
  using link_type = int8_t;
  static constexpr size_t features = 4, trees = 3, splits = 30, leaves = 30;
};
#ifdef MOTE_CURED
using vote = mote::soft_vote<uint8_t, 3, 3, uint8_t, 90>;
#else
using vote = mote::soft_vote<uint8_t, 3, 3, uint16_t, 90>;
#endif
mote::loaded_trees<capacity, vote> model;
mote::emlearn_reader reader{model};
