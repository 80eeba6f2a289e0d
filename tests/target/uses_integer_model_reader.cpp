// Loading of integer models of other families than trees: numbers are parsed and used in integers.
#include "mote/model/kmeans.hpp"
#include "mote/model/knn.hpp"
#include "mote/model/linear.hpp"
#include "mote/model/model_reader.hpp"

using source = bool (&)(char&);

template <class Model>
mote::status load_and_predict(source next, const typename Model::feature_type (&x)[4],
                              mote::prediction_t<Model>& out) {
  mote::loaded<Model> model;
  mote::model_reader reader{model};
  const mote::status loaded = reader.read(next);
  if (!loaded) return loaded;
  return mote::predict(model, x, out);
}

using margins = mote::linear_model<mote::link::margin, uint8_t, int16_t, 4, 3>;
mote::status linear(source next, const int16_t (&x)[4], uint8_t& out);
mote::status linear(source next, const int16_t (&x)[4], uint8_t& out) {
  return load_and_predict<margins>(next, x, out);
}

using value = mote::linear_model<mote::link::identity, void, int8_t, 4>;
mote::status regression(source next, const int8_t (&x)[4], int32_t& out);
mote::status regression(source next, const int8_t (&x)[4], int32_t& out) {
  return load_and_predict<value>(next, x, out);
}

using neighbours = mote::knn_classifier<uint8_t, 3, int16_t, 4, 20, 3, mote::knn_metric::euclidean,
                                        mote::knn_weights::uniform, mote::bounded>;
mote::status knn(source next, const int16_t (&x)[4], uint8_t& out);
mote::status knn(source next, const int16_t (&x)[4], uint8_t& out) {
  return load_and_predict<neighbours>(next, x, out);
}

using centres = mote::kmeans<uint8_t, int8_t, 4, 5, mote::knn_metric::manhattan, mote::bounded>;
mote::status kmeans(source next, const int8_t (&x)[4], uint8_t& out);
mote::status kmeans(source next, const int8_t (&x)[4], uint8_t& out) {
  return load_and_predict<centres>(next, x, out);
}
