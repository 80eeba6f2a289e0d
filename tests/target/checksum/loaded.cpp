// loaded.cpp - checksums of linear models, neighbours and centres of integers that were loaded at
// run time, from files that lie in flash.
#include "checksum.hpp"
#include "files.hpp"  // made by the build from tests/data/files
#include "mote/model/kmeans.hpp"
#include "mote/model/knn.hpp"
#include "mote/model/linear.hpp"
#include "mote/model/model_reader.hpp"
#include "mote/model/scaler.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;
using mote::knn_metric;
using mote::knn_weights;
namespace link = mote::link;

template <class Model, size_t Size>
bool load(Model& model, const char (&file)[Size]) {
  size_t at = 0;
  mote::model_reader<Model> reader{model};
  const mote::status status = reader.read([&](char& byte) {
    if (at == Size) return false;
    byte = checksum::from_flash(file[at++]);
    return true;
  });
  return status.ok();
}

template <class Model, bool HasProba, size_t Size>
void loaded(const char* name, const char (&file)[Size]) {
  static Model model;
  hash seen;
  seen.add(load(model, file));
  random next{7};
  for (int i = 0; i < 100; ++i) {
    typename Model::feature_type x[Model::features];
    for (auto& value : x) {
      value = next.below(8) == 0 ? any<typename Model::feature_type>(next)
                                 : static_cast<typename Model::feature_type>(next.below(90));
    }
    mote::prediction_t<Model> answer{};
    seen.add(mote::predict(model, x, answer).ok());
    seen.add(answer);
    if constexpr (HasProba) {
      mote::probabilities_t<Model> p{};
      seen.add(mote::predict_proba(model, x, p).ok());
      seen.add(p);
    }
  }
  seen.print(name);
}

}  // namespace

int main() {
#ifndef LOADED_ROWS
  loaded<mote::loaded<mote::linear_model<link::softmax, uint8_t, int16_t, 4, 3>,
                      mote::scaler<int16_t, 4>>,
         true>("loaded_linear_int16", files::linear_int16);
  loaded<mote::loaded<mote::linear_model<link::clipped, uint8_t, int8_t, 4, 3>>, true>(
      "loaded_clipped_int8", files::clipped_int8);
  loaded<mote::loaded<mote::linear_model<link::identity, void, int16_t, 3>>, false>(
      "loaded_value_int16", files::value_int16);
#else  // a program of its own, for an Uno has no room for all
  loaded<mote::loaded<mote::knn_classifier<uint8_t, 3, int16_t, 4, 22, 3, knn_metric::euclidean,
                                           knn_weights::uniform, mote::bounded>>,
         true>("loaded_knn_int16", files::knn_int16);
  loaded<mote::loaded<mote::kmeans<uint8_t, int16_t, 4, 5, knn_metric::euclidean, mote::bounded>,
                      mote::scaler<int16_t, 4>>,
         false>("loaded_centres_int16", files::centres_int16);
#endif
  console::print("end\n");
  console::end();
}
