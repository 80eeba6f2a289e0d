// mahalanobis.hpp - distances by a covariance: from the ordinary, and from each class. Floor 2.
//
//     inline constexpr mote::mahalanobis<label, 4> model{{...}, {...}, 9.5f};    // mote.convert
//     mote::predict(model, x) == label::outlier
//     mote::score(model, x)      // minus the squared distance, scikit-learn's score_samples
//     inline constexpr mote::quadratic_discriminant<label, 4, 3> classes{{{...}}};  // mote.convert
//     mote::predict(classes, x), mote::predict_proba(classes, x), mote::score(classes, x)
#pragma once

#include "../core/number/probability.hpp"
#include "bayes/covariance.hpp"
#include "bayes/flash_covariance.hpp"
#include "model.hpp"
#include "rows.hpp"

namespace mote {

namespace detail::model {
/// What decides of an envelope, apart from its numbers.
template <class Label>
struct envelope_rule {
  float limit;

  constexpr Label decide(float score) const noexcept {
    return static_cast<Label>(score >= -limit ? 1 : 0);
  }
  constexpr float score(float score) const noexcept { return score; }
};
template <size_t Features, class Mean, class Pointer>
MOTE_ALWAYS_INLINE constexpr float minus_distance(const Mean& mean, Pointer factor,
                                                  const float* x) noexcept {
  return above_lowest(-squared_length(factor, distance_from<Features>(mean, x)));
}
}  // namespace detail::model

/// An outlier (label 0) is further than `limit` from the mean: by (x - mean)' S^-1 (x - mean).
///
/// Sample   float
/// Shape    factor: the lower triangle L of S^-1 = L' L, rows up to their diagonals
/// State    of a constant none; on AVR by predict<model>(x): predict(model, x) copies it to RAM
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

  /// Its file: model_reader.hpp.
  template <class File>
  constexpr void records(File& file) noexcept {
    file.model("mahalanobis");
    file.line("mean", mean);
    file.line("factor", factor);
    file.line("limit", limit);
  }
  /// True when every number is finite, and the limit not below 0. For static_assert.
  constexpr bool valid() const noexcept {
    return detail::model::are_finite(mean) && detail::model::are_finite(factor) &&
           detail::model::is_finite(limit) && limit >= 0;
  }
  constexpr evidence weigh(const float* x) const noexcept {
    return detail::model::minus_distance<Features>(mean, factor.data(), x);
  }
  constexpr Label decide(const evidence& score) const noexcept {
    return detail::model::envelope_rule<Label>{limit}.decide(score);
  }
  constexpr float score(const evidence& score) const noexcept { return score; }
};

namespace detail::model {
/// The numbers of a constant for kernel::in_flash: its mean, its factor.
template <const auto& Model>
struct envelope_numbers_of {
  static constexpr auto make() noexcept {
    number_list<Model.mean.size() + Model.factor.size()> list{};
    list(Model.mean, Model.factor);
    return list.all;
  }
  static constexpr auto numbers = make();
  static constexpr const auto& values() noexcept { return numbers; }
};
template <const auto& Model>
inline constexpr envelope_rule<typename model_of<Model>::label> envelope_rule_of{Model.limit};
}  // namespace detail::model

template <const auto& Model, class Label, size_t Features>
struct in_code_as<Model, mahalanobis<Label, Features>> {
  static constexpr auto weigh(const float* x) noexcept {
    static_assert(detail::model::sound<Model>(), "the model is damaged: convert it again");
    if constexpr (kernel::flash_is_apart) {
      const auto mean = kernel::in_flash<detail::model::envelope_numbers_of<Model>>();
      return detail::model::minus_distance<Features>(mean, mean + Features, x);
    } else {
      return Model.weigh(x);
    }
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept {
    return detail::model::envelope_rule_of<Model>;
  }
};

/// The class whose log density, with its prior, is largest; the lower of two that tie.
///
/// Sample   float
/// Shape    a full_gaussian a class; label k is row k
/// State    of a constant none; on AVR by predict<model>(x): predict(model, x) copies it to RAM
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

  /// Its file: model_reader.hpp.
  template <class File>
  constexpr void records(File& file) noexcept {
    file.model("qda");
    file.lines("class", rows);
  }
  /// True when every number is finite. For static_assert.
  constexpr bool valid(size_t from = 0, size_t to = entries) const noexcept {
    return detail::model::are_curves(rows, from, to);
  }
  constexpr evidence weigh(const float* x) const noexcept {
    return detail::model::log_densities<Classes>(rows, x);
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

template <const auto& Model, class Label, size_t Features, size_t Classes>
struct in_code_as<Model, quadratic_discriminant<Label, Features, Classes>>
    : detail::model::curves_in_code<Model> {};

}  // namespace mote
