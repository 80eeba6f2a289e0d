// qda.hpp - quadratic discriminant analysis: a normal curve with its covariance a class. Floor 2.
//
//     inline constexpr mote::quadratic_discriminant<label, 4, 3> model{{{...}}};  // mote.convert
//     mote::predict(model, x), mote::predict_proba(model, x), mote::score(model, x)
#pragma once

#include "../core/number/probability.hpp"
#include "bayes/covariance.hpp"
#include "model.hpp"
#include "rows.hpp"

namespace mote {

/// The class whose log density, with its prior, is largest; the lower of two that tie.
///
/// Sample   float
/// Shape    a full_gaussian a class; label k is row k
/// Range    every finite float; a density below the range of float counts as the lowest float
/// Time     Features n: n subtractions and n (n + 3) / 2 products a class
/// Target   float: fused products differ between cores
/// Source   sklearn.discriminant_analysis.QuadraticDiscriminantAnalysis
template <class Label, size_t Features, size_t Classes>
struct quadratic_discriminant {
  using label = Label;
  using feature_type = float;
  using evidence = array<float, Classes>;
  using probability = float;
  static constexpr size_t features = Features, classes = Classes;
  static constexpr size_t entries = Classes * sizeof(full_gaussian<Features>) / sizeof(float);

  fixed<full_gaussian<Features>, Classes> rows;

  /// True when every number is finite. For static_assert.
  constexpr bool valid(size_t from = 0, size_t to = entries) const noexcept {
    return detail::model::are_curves(rows, from, to);
  }
  constexpr evidence weigh(const float* x) const noexcept {
    return detail::model::log_densities(rows, x);
  }
  constexpr Label decide(const evidence& densities) const noexcept {
    return static_cast<Label>(argmax(densities));
  }
  constexpr evidence score(const evidence& densities) const noexcept { return densities; }
  template <class Probability>
  MOTE_BIT_CONSTEXPR array<Probability, Classes> proba(const evidence& densities) const noexcept {
    return softmax(densities);
  }
};

}  // namespace mote
