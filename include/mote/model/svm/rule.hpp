// rule.hpp - what the sums of a support vector machine decide: a label, a value. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/traits.hpp"
#include "votes.hpp"

namespace mote {

/// A regression: the sum is the value.
struct svm_value {
  static constexpr bool has_classes = false, sums_are_scores = true;
  static constexpr size_t classes = 0, outputs = 1, groups = 1, factors = 1;

  /// What a file says that a program must be written for.
  template <class File>
  static constexpr void model(File& file, const char* kernel, size_t degree) noexcept {
    file.model("svm", "value", kernel, degree);
  }

  template <class Sum>
  static constexpr Sum decide(const array<Sum, 1>& sums) noexcept {
    return sums[0];
  }
};

/// One class: label 1, an inlier, where the sum is above 0, else label 0.
template <class Label>
struct svm_inlier {
  using label = Label;
  static constexpr bool has_classes = true, sums_are_scores = true;
  static constexpr size_t classes = 2, outputs = 1, groups = 1, factors = 1;

  template <class File>
  static constexpr void model(File& file, const char* kernel, size_t degree) noexcept {
    file.model("svm", "inlier", kernel, degree);
  }

  template <class Sum>
  static constexpr Label decide(const array<Sum, 1>& sums) noexcept {
    return static_cast<Label>(sums[0] > 0 ? 1 : 0);
  }
};

/// What a unit of integer sums is worth. Of float it is 1, and this holds nothing.
template <bool IsFloat>
struct svm_units {
  float scale;
  template <class File>
  constexpr void records(File& file) noexcept {
    file.line("unit", scale);
  }
  constexpr float unit() const noexcept { return scale; }
};
template <>
struct svm_units<true> {
  template <class File>
  constexpr void records(File&) noexcept {}
  constexpr float unit() const noexcept { return 1.0f; }
};

/// Sums -> an answer.
///
/// Target   integers: bit-exact, but for scores of classes, which are float
template <class Kind, class Feature>
struct svm_rule : svm_units<traits::same<Feature, float>> {
  using sum = traits::choose_t<traits::same<Feature, float>, float, int32_t>;
  using evidence = array<sum, Kind::outputs>;

  /// Units -> a value of the decision function.
  constexpr float real(sum units) const noexcept {
    return static_cast<float>(units) * this->unit();
  }
  /// Regression: the value, of integers in units. Otherwise Label.
  constexpr auto decide(const evidence& sums) const noexcept { return Kind::decide(sums); }
  /// scikit-learn's decision_function: sums, of integers in units; or svm_scores::of_classes.
  constexpr auto score(const evidence& sums) const noexcept {
    if constexpr (Kind::sums_are_scores) {
      return sums;
    } else {
      return Kind::score(sums, this->unit());
    }
  }
  template <class Probability>
  constexpr auto proba(const evidence&) const noexcept {
    static_assert(traits::never<Probability>,
                  "a support vector machine has sums and no probabilities: use score");
    return evidence{};
  }
};

}  // namespace mote
