// Loading of models of floats: numbers are parsed without a rounding.
#include "mote/model/gmm.hpp"
#include "mote/model/knn.hpp"
#include "mote/model/linear.hpp"
#include "mote/model/mahalanobis.hpp"
#include "mote/model/model_reader.hpp"
#include "mote/model/naive_bayes.hpp"

using source = bool (&)(char&);

template <class Model>
mote::status load(source next, const float (&x)[4], mote::prediction_t<Model>& out) {
  mote::loaded<Model> model;
  mote::model_reader reader{model};
  const mote::status loaded = reader.read(next);
  if (!loaded) return loaded;
  return mote::predict(model, x, out);
}

template mote::status load<mote::gaussian_naive_bayes<uint8_t, 4, 3, mote::bounded>>(
    source, const float (&)[4], uint8_t&);
template mote::status load<mote::gaussian_mixture<uint8_t, mote::full_gaussian<4>, 2>>(
    source, const float (&)[4], uint8_t&);
template mote::status load<mote::tied_gaussian_mixture<uint8_t, 4, 2>>(source, const float (&)[4],
                                                                       uint8_t&);
template mote::status load<mote::quadratic_discriminant<uint8_t, 4, 2>>(source, const float (&)[4],
                                                                        uint8_t&);
template mote::status load<mote::mahalanobis<uint8_t, 4>>(source, const float (&)[4], uint8_t&);
template mote::status load<mote::linear_model<mote::link::identity, void, float, 4>>(
    source, const float (&)[4], float&);
template mote::status
load<mote::knn_novelty<float, 4, 5, 2, mote::knn_metric::cosine, mote::bounded>>(source,
                                                                                 const float (&)[4],
                                                                                 float&);
