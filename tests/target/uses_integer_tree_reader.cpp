// Loading of integer models, from both formats: numbers are parsed, weighed and voted in integers.
#include "mote/model/emlearn_reader.hpp"
#include "mote/model/tree_reader.hpp"

struct capacity {
  using feature_type = int16_t;
  using link_type = int8_t;
  static constexpr size_t features = 4, trees = 3, splits = 30, leaves = 30;
};
using source = bool (&)(char&);

template <template <class> class Reader, class Vote>
mote::status load_and_predict(source next, const int16_t (&x)[4]) {
  mote::loaded_trees<capacity, Vote> model;
  Reader<mote::loaded_trees<capacity, Vote>> reader{model};
  const mote::status loaded = reader.read(next);
  if (!loaded) return loaded;
  mote::prediction_t<mote::loaded_trees<capacity, Vote>> label{};
  return mote::predict(model, x, label);
}

mote::status hard(source next, const int16_t (&x)[4]);
mote::status hard(source next, const int16_t (&x)[4]) {
  return load_and_predict<mote::tree_reader, mote::hard_vote<uint8_t, 3, 3>>(next, x);
}

mote::status soft(source next, const int16_t (&x)[4]);
mote::status soft(source next, const int16_t (&x)[4]) {
  return load_and_predict<mote::tree_reader, mote::soft_vote<uint8_t, 3, 3, uint16_t, 40>>(next, x);
}

struct sided_capacity : capacity {
  static constexpr size_t columns = 9;
};
mote::status sided(source next, const int16_t (&x)[4]);
mote::status sided(source next, const int16_t (&x)[4]) {
  mote::loaded_trees<sided_capacity, mote::hard_vote<uint8_t, 3, 3>> model;
  mote::tree_reader reader{model};
  const mote::status loaded = reader.read(next);
  uint8_t label{};
  return loaded ? mote::predict(model, x, label) : loaded;
}

mote::status exact(source next, const int16_t (&x)[4]);
mote::status exact(source next, const int16_t (&x)[4]) {
  using vote = mote::soft_vote<uint8_t, 3, 3, mote::binary64::bits, 40>;
  return load_and_predict<mote::tree_reader, vote>(next, x);
}

mote::status boosted(source next, const int16_t (&x)[4]);
mote::status boosted(source next, const int16_t (&x)[4]) {
  using vote = mote::value_sum<mote::link::softmax, uint8_t, int32_t, 3>;
  return load_and_predict<mote::tree_reader, vote>(next, x);
}

mote::status emlearn_hard(source next, const int16_t (&x)[4]);
mote::status emlearn_hard(source next, const int16_t (&x)[4]) {
  return load_and_predict<mote::emlearn_reader, mote::hard_vote<uint8_t, 3, 3>>(next, x);
}

mote::status emlearn_soft(source next, const int16_t (&x)[4]);
mote::status emlearn_soft(source next, const int16_t (&x)[4]) {
  using vote = mote::soft_vote<uint8_t, 3, 3, uint8_t, 40>;
  return load_and_predict<mote::emlearn_reader, vote>(next, x);
}

using soft_model = mote::loaded_trees<capacity, mote::soft_vote<uint8_t, 3, 3, uint16_t, 40>>;
mote::status soft_proba(const soft_model& model, const int16_t (&x)[4],
                        mote::probabilities_t<soft_model>& out);
mote::status soft_proba(const soft_model& model, const int16_t (&x)[4],
                        mote::probabilities_t<soft_model>& out) {
  return mote::predict_proba(model, x, out);
}
mote::status soft_score(const soft_model& model, const int16_t (&x)[4],
                        mote::scores_t<soft_model>& out);
mote::status soft_score(const soft_model& model, const int16_t (&x)[4],
                        mote::scores_t<soft_model>& out) {
  return mote::score(model, x, out);
}
