// reader.cpp - checksums of models that were loaded at run time, from files that lie in flash.
#include "checksum.hpp"
#include "files.hpp"  // made by the build from tests/data/files
#include "mote/model/tree_reader.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;

template <class X>
struct capacity {
  using feature_type = X;
  using link_type = int8_t;
  static constexpr size_t features = 4, trees = 12, splits = 60, leaves = 60;
};

template <class Model, size_t Size>
bool load(Model& model, const char (&file)[Size]) {
  size_t at = 0;
  mote::tree_reader<Model> reader{model};
  const mote::status status = reader.read([&](char& byte) {
    if (at == Size) return false;
    byte = checksum::from_flash(file[at++]);
    return true;
  });
  return status.ok();
}

template <class Model, size_t Size>
void loaded(const char* name, const char (&file)[Size]) {
  Model model;
  hash seen;
  seen.add(load(model, file));
  seen.add(static_cast<uint16_t>(model.splits()));
  random next{7};
  for (int i = 0; i < 100; ++i) {
    typename Model::feature_type x[4];
    for (auto& value : x) {
      value = next.below(8) == 0 ? any<typename Model::feature_type>(next)
                                 : static_cast<typename Model::feature_type>(next.below(90));
    }
    mote::prediction_t<Model> label{};
    seen.add(mote::predict(model, x, label).ok());
    seen.add(label);
    mote::scores_t<Model> scores{};
    seen.add(mote::score(model, x, scores).ok());
    seen.add(scores);
    mote::probabilities_t<Model> p{};
    seen.add(mote::predict_proba(model, x, p).ok());
    seen.add(p);
  }
  seen.print(name);
}

}  // namespace

int main() {
  namespace link = mote::link;
  loaded<mote::loaded_trees<capacity<int16_t>, mote::hard_vote<uint8_t, 3, 12>>>(
      "loaded_hard_int16", files::hard_int16);
  loaded<mote::loaded_trees<capacity<int8_t>, mote::soft_vote<uint8_t, 3, 12, uint8_t, 100>>>(
      "loaded_soft8_int8", files::soft8_int8);
  loaded<
      mote::loaded_trees<capacity<int16_t>, mote::value_sum<link::softmax, uint8_t, int32_t, 3>>>(
      "loaded_softmax_int16", files::softmax_int16);
#if !defined(__AVR__)  // 8 bytes an entry: more than its RAM
  loaded<mote::loaded_trees<capacity<int32_t>,
                            mote::soft_vote<uint8_t, 3, 12, mote::binary64::bits, 100>>>(
      "loaded_exact_int32", files::exact_int32);
#endif
  console::print("end\n");
  console::end();
}
