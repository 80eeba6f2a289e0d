// gmm.hpp - a mixture of normal curves: which component, how likely, how ordinary. Floor 2.
//
//     inline constexpr mote::gaussian_mixture<label, mote::full_gaussian<8>, 4> model{{{...}}};
//     mote::predict(model, x), mote::predict_proba(model, x)     // the component
//     mote::score(model, x)      // the logarithm of the density: the lower, the stranger x is
// The row says which covariance a component has: gaussian (diagonal), spherical_gaussian or
// full_gaussian, each in its own size. What all components share is tied_gaussian_mixture.
#pragma once

#include "../core/number/probability.hpp"
#include "bayes/covariance.hpp"
#include "bayes/flash_covariance.hpp"
#include "model.hpp"
#include "rows.hpp"

namespace mote {

namespace detail::model {
/// What the evidence of a mixture says: log densities, each with the weight of its component.
template <class Label, size_t Components>
struct mixture_rule {
  using label = Label;
  using feature_type = float;
  using evidence = array<float, Components>;
  using probability = float;
  static constexpr size_t classes = Components;

  constexpr Label decide(const evidence& densities) const noexcept {
    return static_cast<Label>(argmax(densities));
  }
  MOTE_BIT_CONSTEXPR float score(const evidence& densities) const noexcept {
    return log_sum_exp(densities);
  }
  template <class Probability>
  MOTE_BIT_CONSTEXPR array<Probability, Components> proba(
      const evidence& densities) const noexcept {
    return softmax(densities);
  }
};
}  // namespace detail::model

/// The component whose weighted density is largest; the lower of two that tie.
///
/// Sample   float
/// Shape    Components rows, of `gaussian`, `spherical_gaussian` or `full_gaussian`
/// State    of a constant none; on AVR by predict<model>(x): predict(model, x) copies it to RAM
/// Range    every finite float; a density below the range of float counts as the lowest float
/// Time     a component and Features n: n subtractions, and 2n products (diagonal), n + 1
///          (spherical) or n (n + 3) / 2 (full); score and predict_proba an exp a component
/// Target   float: fused products differ between cores
/// Source   sklearn.mixture.GaussianMixture, BayesianGaussianMixture
template <class Label, class Row, size_t Components>
struct gaussian_mixture : detail::model::mixture_rule<Label, Components> {
  using evidence = array<float, Components>;
  static constexpr size_t features = detail::model::features_of<Row>;
  static constexpr size_t entries = Components * sizeof(Row) / sizeof(float);

  fixed<Row, Components> rows;

  /// Its file: model_reader.hpp.
  template <class File>
  constexpr void records(File& file) noexcept {
    file.model("gmm", detail::model::covariance_name<Row>);
    file.lines("component", rows);
  }
  /// True when every number is finite, and every precision above 0. For static_assert.
  constexpr bool valid(size_t from = 0, size_t to = entries) const noexcept {
    return detail::model::are_curves(rows, from, to);
  }
  constexpr evidence weigh(const float* x) const noexcept {
    return detail::model::log_densities<Components>(rows, x);
  }
};

template <const auto& Model, class Label, class Row, size_t Components>
struct in_code_as<Model, gaussian_mixture<Label, Row, Components>>
    : detail::model::curves_in_code<Model> {};

/// The same of components that share one covariance: its factor L is there once, and a sample
/// goes through it once.
///
/// Shape    rows are L (mean - centre) and a start a component; a density is
///          start - |L (x - centre) - row|^2
/// Time     n (n + 1) / 2 products, and n for each component
template <class Label, size_t Features, size_t Components>
struct tied_gaussian_mixture : detail::model::mixture_rule<Label, Components> {
  using evidence = array<float, Components>;
  static constexpr size_t features = Features;
  struct row {
    array<float, Features> mean;
    float start;

    template <class Line>
    constexpr void numbers(Line& line) noexcept {
      line(mean, start);
    }
  };

  array<float, Features> centre;
  array<float, Features*(Features + 1) / 2> factor;  // as in full_gaussian
  fixed<row, Components> rows;

  /// Its file: model_reader.hpp.
  template <class File>
  constexpr void records(File& file) noexcept {
    file.model("gmm", "tied");
    file.line("centre", centre);
    file.line("factor", factor);
    file.lines("component", rows);
  }
  /// True when every number is finite. For static_assert.
  constexpr bool valid() const noexcept {
    for (const row& one : rows) {
      if (!detail::model::are_finite(one.mean) || !detail::model::is_finite(one.start))
        return false;
    }
    return detail::model::are_finite(centre) && detail::model::are_finite(factor);
  }
  constexpr evidence weigh(const float* x) const noexcept {
    return along(centre, factor.data(), rows, x);
  }
  /// The same of numbers that may lie in flash.
  template <class Centre, class Pointer, class Rows>
  MOTE_ALWAYS_INLINE static constexpr evidence along(const Centre& centre, Pointer factor,
                                                     const Rows& rows, const float* x) noexcept {
    const auto distance = detail::model::distance_from<Features>(centre, x);
    const auto seen = detail::model::product_of(factor, distance);
    evidence densities{};
    for (size_t k = 0; k < Components; ++k) {
      const auto& one = rows[k];
      float sum = one.start;
      for (size_t i = 0; i < Features; ++i) {
        const float apart = seen[i] - one.mean[i];
        sum -= apart * apart;
      }
      densities[k] = detail::model::above_lowest(sum);
    }
    return densities;
  }
};

template <const auto& Model, class Label, size_t Features, size_t Components>
struct in_code_as<Model, tied_gaussian_mixture<Label, Features, Components>> {
  static constexpr auto weigh(const float* x) noexcept {
    static_assert(detail::model::sound<Model>(), "the model is damaged: convert it again");
    if constexpr (kernel::flash_is_apart) {
      const auto centre = kernel::in_flash<detail::model::tied_numbers_of<Model>>();
      const auto factor = centre + Features;
      const auto rows = factor + Features * (Features + 1) / 2;
      return model_of<Model>::along(centre, factor, detail::model::tied_flash_rows<Features>{rows},
                                    x);
    } else {
      return Model.weigh(x);
    }
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept { return Model; }
};

}  // namespace mote
