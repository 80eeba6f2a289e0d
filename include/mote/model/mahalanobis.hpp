// mahalanobis.hpp - how far from the ordinary a sample is, by one covariance. Floor 2.
//
//     inline constexpr mote::mahalanobis<label, 4> model{{...}, {...}, 9.5f};    // mote.convert
//     mote::predict(model, x) == label::outlier
//     mote::score(model, x)      // minus the squared distance, scikit-learn's score_samples
#pragma once

#include "bayes/covariance.hpp"
#include "model.hpp"

namespace mote {

/// An outlier (label 0) is further than `limit` from the mean: by (x - mean)' S^-1 (x - mean).
///
/// Sample   float
/// Shape    factor: the lower triangle L of S^-1 = L' L, rows up to their diagonals
/// Range    every finite float; a distance beyond the range of float counts as the largest float
/// Time     Features n: n subtractions, n (n + 3) / 2 products
/// Target   float: fused products differ between cores
/// Source   sklearn.covariance.EllipticEnvelope
template <class Label, size_t Features>
struct mahalanobis {
  using label = Label;
  using feature_type = float;
  using evidence = float;  // minus the squared distance
  static constexpr size_t features = Features, classes = 2;

  array<float, Features> mean;
  array<float, Features*(Features + 1) / 2> factor;
  float limit;

  /// True when every number is finite, and the limit not below 0. For static_assert.
  constexpr bool valid() const noexcept {
    return detail::model::are_finite(mean) && detail::model::are_finite(factor) &&
           detail::model::is_finite(limit) && limit >= 0;
  }
  constexpr evidence weigh(const float* x) const noexcept {
    array<float, Features> distance{};
    for (size_t i = 0; i < Features; ++i) distance[i] = x[i] - mean[i];
    return detail::model::above_lowest(-detail::model::squared_length(factor, distance));
  }
  constexpr Label decide(const evidence& score) const noexcept {
    return static_cast<Label>(score >= -limit ? 1 : 0);
  }
  constexpr float score(const evidence& score) const noexcept { return score; }
};

}  // namespace mote
