// model_files.hpp - files of every family but trees, in tests/data/files, and models they fit.
#pragma once

#include "data/files/categories_int8.hpp"
#include "data/files/centres_int16.hpp"
#include "data/files/clipped_int8.hpp"
#include "data/files/gmm_diag.hpp"
#include "data/files/gmm_full.hpp"
#include "data/files/gmm_spherical.hpp"
#include "data/files/gmm_tied.hpp"
#include "data/files/knn_int16.hpp"
#include "data/files/knn_novelty_int8.hpp"
#include "data/files/knn_value_float.hpp"
#include "data/files/linear_float.hpp"
#include "data/files/linear_int16.hpp"
#include "data/files/mahalanobis.hpp"
#include "data/files/mlp_float.hpp"
#include "data/files/mlp_int8.hpp"
#include "data/files/mlp_value_int16.hpp"
#include "data/files/naive_bayes.hpp"
#include "data/files/one_class_int8.hpp"
#include "data/files/outliers_int16.hpp"
#include "data/files/qda.hpp"
#include "data/files/rate_float.hpp"
#include "data/files/svc_float.hpp"
#include "data/files/svc_int16.hpp"
#include "data/files/svr_float.hpp"
#include "data/files/value_int16.hpp"
#include "mote/model/model_reader.hpp"
#include "tree_files.hpp"

namespace model_files {

template <const auto& Header>
using like = mote::loaded<mote::model_of<Header>>;
template <const auto& Header>
using scaled_like =
    mote::loaded<mote::model_of<Header>, mote::scaler<typename mote::model_of<Header>::feature_type,
                                                      mote::model_of<Header>::features>>;

// Models with room for more rows than the files have.
using knn_int16_type = mote::loaded<
    mote::knn_classifier<::knn_int16::label, 3, int16_t, 4, 30, 3, mote::knn_metric::euclidean,
                         mote::knn_weights::uniform, mote::bounded>>;
using knn_value_type =
    mote::loaded<mote::knn_regressor<float, 3, 25, 2, mote::knn_metric::euclidean,
                                     mote::knn_weights::distance, mote::bounded>>;
using knn_novelty_type =
    mote::loaded<mote::knn_novelty<int8_t, 4, 22, 2, mote::knn_metric::manhattan, mote::bounded>>;
using centres_type = mote::loaded<
    mote::kmeans<::centres_int16::label, int16_t, 4, 6, mote::knn_metric::euclidean, mote::bounded>,
    mote::scaler<int16_t, 4>>;
using bayes_type =
    mote::loaded<mote::gaussian_naive_bayes<::naive_bayes::label, 4, 5, mote::bounded>>;

/// visit.template operator()<header, type>("name") of each file.
template <class Visit>
void each(Visit visit) {
  visit.template file<::naive_bayes::model, like<::naive_bayes::model>>("naive_bayes");
  visit.template file<::linear_float::model, like<::linear_float::model>>("linear_float");
  visit.template file<::linear_int16::model, scaled_like<::linear_int16::model>>("linear_int16");
  visit.template file<::clipped_int8::model, like<::clipped_int8::model>>("clipped_int8");
  visit.template file<::value_int16::model, like<::value_int16::model>>("value_int16");
  visit.template file<::categories_int8::model, like<::categories_int8::model>>("categories_int8");
  visit.template file<::rate_float::model, like<::rate_float::model>>("rate_float");
  visit.template file<::knn_int16::model, knn_int16_type>("knn_int16");
  visit.template file<::knn_value_float::model, knn_value_type>("knn_value_float");
  visit.template file<::knn_novelty_int8::model, knn_novelty_type>("knn_novelty_int8");
  visit.template file<::outliers_int16::model, like<::outliers_int16::model>>("outliers_int16");
  visit.template file<::centres_int16::model, centres_type>("centres_int16");
  visit.template file<::gmm_full::model, like<::gmm_full::model>>("gmm_full");
  visit.template file<::gmm_tied::model, like<::gmm_tied::model>>("gmm_tied");
  visit.template file<::gmm_diag::model, like<::gmm_diag::model>>("gmm_diag");
  visit.template file<::gmm_spherical::model, like<::gmm_spherical::model>>("gmm_spherical");
  visit.template file<::qda::model, like<::qda::model>>("qda");
  visit.template file<::mahalanobis::model, like<::mahalanobis::model>>("mahalanobis");
  visit.template file<::mlp_int8::model, scaled_like<::mlp_int8::model>>("mlp_int8");
  visit.template file<::mlp_float::model, like<::mlp_float::model>>("mlp_float");
  visit.template file<::mlp_value_int16::model, scaled_like<::mlp_value_int16::model>>(
      "mlp_value_int16");
  visit.template file<::svc_int16::model, like<::svc_int16::model>>("svc_int16");
  visit.template file<::svc_float::model, like<::svc_float::model>>("svc_float");
  visit.template file<::svr_float::model, like<::svr_float::model>>("svr_float");
  visit.template file<::one_class_int8::model, like<::one_class_int8::model>>("one_class_int8");
}

/// Whether it has probabilities; of neighbours, linear models and networks not all have, and of
/// support vectors none.
template <class Model, class = void>
inline constexpr bool declares_proba = false;
template <class Model>
inline constexpr bool declares_proba<Model, decltype(void(sizeof(typename Model::probability)))> =
    true;
template <class Model>
inline constexpr bool is_value = false;
template <class Kind, class Sample, size_t F, size_t N, size_t K, mote::knn_metric M,
          mote::knn_weights W, template <class, size_t> class Rows>
inline constexpr bool is_value<mote::knn<Kind, Sample, F, N, K, M, W, Rows>> = !Kind::has_classes;
template <class Sample, size_t F, class Link>
inline constexpr bool is_value<mote::linear_model<Link, void, Sample, F, 1>> = true;
template <class... Layers>
inline constexpr bool is_value<mote::mlp<void, Layers...>> = true;
template <class Kind, class Kernel, class Sample, size_t F, size_t N>
inline constexpr bool is_value<mote::svm<Kind, Kernel, Sample, F, N>> = true;
template <class Model>
inline constexpr bool has_proba = declares_proba<Model> && !is_value<typename Model::model_type>;

/// Features as iris has them, in tenths of a millimetre where they are integers; or any bits.
template <class X>
X near(tree_files::random& next) {
  if constexpr (std::is_same_v<X, float>) {
    return static_cast<float>(next.below(800)) / 100.0f;
  } else {
    return static_cast<X>(static_cast<int32_t>(next.below(100)) - 10);
  }
}

/// Nothing but answers; of a classifier a class that there is.
template <class Model>
bool answers(const Model& model, tree_files::random& next) {
  using feature = typename Model::feature_type;
  feature x[Model::features];
  for (auto& v : x) v = tree_files::any_number<feature>(next);
  mote::prediction_t<Model> answer{};
  mote::scores_t<Model> score{};
  if (!mote::predict(model, x, answer) || !mote::score(model, x, score)) return false;
  if constexpr (has_proba<Model>) {
    mote::probabilities_t<Model> p{};
    if (!mote::predict_proba(model, x, p)) return false;
    if (!(static_cast<size_t>(answer) < p.size())) return false;
  }
  return true;
}

}  // namespace model_files
