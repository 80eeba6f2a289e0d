// expect: the vote counts fewer trees than Capacity::trees
#include "mote/model/trees/loaded_trees.hpp"

struct capacity {
  using feature_type = int16_t;
  using link_type = int8_t;
  static constexpr size_t features = 4, trees = 300, splits = 900, leaves = 3;
};

#ifdef MOTE_CURED
mote::loaded_trees<capacity, mote::hard_vote<uint8_t, 3, capacity::trees>> model;
#else
mote::loaded_trees<capacity, mote::hard_vote<uint8_t, 3, 3>> model;
#endif
