// linear.hpp - linear models: weights, a sum an output, and what it decides. Floor 2.
//
// Linear and logistic regression, ridge, lasso, linear support vector machines, perceptrons, linear
// discriminants, generalised linear regression. Models come from the converter as a header:
//     mote::predict(iris::model, x)        the label, or the value of a regression
//     mote::predict_proba(iris::model, x)  where scikit-learn's estimator gives probabilities
//     mote::score(iris::model, x)          the sums: its decision_function
// What learns on the chip is in linear/: learning_linear, learning_logistic,
// recursive_least_squares.
#pragma once

#include "../core/array.hpp"
#include "../core/numeric.hpp"
#include "../core/sample.hpp"
#include "../kernel/affine/affine.hpp"
#include "../kernel/row/in_flash.hpp"
#include "file/lines.hpp"
#include "linear/learning_linear.hpp"
#include "linear/learning_logistic.hpp"
#include "linear/recursive_least_squares.hpp"
#include "linear/categorical.hpp"
#include "linear/flash_parts.hpp"
#include "linear/rule.hpp"
#include "model.hpp"

namespace mote {

/// Sums of start + weights * x, one an output, and the rule of the link.
///
/// Sample   float; int8_t and int16_t with weights of the same type and sums of 32 bits
/// Shape    Outputs 1: a value, or two classes; more: a class each. Weights lie row by row
/// State    of a constant none; on AVR by predict<model>(x): predict(model, x) copies it to RAM
/// Range    float: sums within the range of float. Integers: every sample; valid() proves that no
///          sum leaves 32 bits
/// Time     a product a feature and output; predict_proba an exponential an output
/// Target   integers: bit-exact. float: within (features + 2) * 2^-24 of the sum of sizes, in
///          whatever order a core adds; fused products differ between cores
/// Source   sklearn.linear_model, sklearn.svm.LinearSVC, sklearn.discriminant_analysis
template <class Link, class Label, class Sample, size_t Features, size_t Outputs = 1>
struct linear_model : linear_rule<Link, Label, Sample, Outputs> {
  static_assert(traits::takes_samples<linear_model, Sample>);
  static_assert(!traits::same<Sample, int32_t>,
                "a linear model takes float, int8_t or int16_t: products of 32 bits do not fit its "
                "sums");
  static_assert(Features > 0, "a linear model has at least one feature: use Features >= 1");

  using rule_type = linear_rule<Link, Label, Sample, Outputs>;
  using label = Label;
  using feature_type = Sample;
  using sum = kernel::short_sum<Sample>;
  using evidence = array<sum, Outputs>;
  using probability = probability_t<Sample>;
  static constexpr size_t features = Features, outputs = Outputs, entries = Features * Outputs;

  array<sum, Outputs> start;
  array<Sample, entries> weights;

  /// Its file: model_reader.hpp.
  template <class File>
  constexpr void records(File& file) noexcept {
    file.model("linear", detail::model::file_name<Link>);
    rule_type::records(file);
    file.lines("output", start, detail::model::rows_of<Features>(weights));
  }
  /// True when every number is finite; of integers, when no sample makes a sum leave 32 bits. For
  /// static_assert; in pieces, weights `from` to `to` - 1, where a compiler limits the steps of
  /// one.
  constexpr bool valid(size_t from = 0, size_t to = entries) const noexcept {
    if (!rule_type::valid()) return false;
    for (size_t at = from; at < to && at < entries; ++at) {
      if (at % Features == 0 && !row_fits(at / Features)) return false;
    }
    return true;
  }

  constexpr evidence weigh(const Sample* x) const noexcept {
    evidence sums{};
    kernel::affine<Outputs, Features>(x, weights.data(), start.data(), sums.data());
    return sums;
  }
  MOTE_ALWAYS_INLINE constexpr const rule_type& rule() const noexcept { return *this; }

 private:
  static constexpr bool is_finite(float x) noexcept {
    return x >= numeric<float>::lowest && x <= numeric<float>::highest;
  }
  constexpr bool row_fits(size_t k) const noexcept {
    const Sample* row = weights.data() + k * Features;
    if constexpr (traits::same<Sample, float>) {
      if (!is_finite(start[k])) return false;
      for (size_t i = 0; i < Features; ++i) {
        if (!is_finite(row[i])) return false;
      }
      return true;
    } else {
      uint64_t most = static_cast<uint64_t>(start[k] < 0 ? -int64_t{start[k]} : int64_t{start[k]});
      for (size_t i = 0; i < Features; ++i) {
        const int32_t weight = row[i];
        most += static_cast<uint64_t>(weight < 0 ? -weight : weight)
                << numeric<Sample>::fraction_bits;
      }
      return most <= 0x7FFFFFFFu;
    }
  }
};

/// The walk again; where flash is apart, along weights that stay there.
template <const auto& Model, class Link, class Label, class Sample, size_t Features, size_t Outputs>
struct in_code_as<Model, linear_model<Link, Label, Sample, Features, Outputs>> {
  static constexpr auto weigh(const Sample* x) noexcept {
    static_assert(detail::model::sound<Model>(), "the model is damaged: convert it again");
    typename model_of<Model>::evidence sums{};
    kernel::affine<Outputs, Features>(x, kernel::in_flash<detail::linear::weights_of<Model>>(),
                                      kernel::in_flash<detail::linear::start_of<Model>>(),
                                      sums.data());
    return sums;
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept {
    return detail::linear::rule_of<Model>;
  }
};

}  // namespace mote
