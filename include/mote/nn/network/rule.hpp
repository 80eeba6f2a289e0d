// rule.hpp - what the sums of a network decide: a label, a value, probabilities. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/number/probability.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/affine/products.hpp"

namespace mote {

/// What a unit of integer sums is worth. Of float it is 1, and this holds nothing.
template <class Label, bool IsFloat>
struct mlp_units {
  float scale;  // a logit a unit
  decay fade;   // the same as what a unit takes a class down

  constexpr bool valid() const noexcept { return fade.valid(); }
  template <class File>
  constexpr void records(File& file) noexcept {
    file.line("unit", scale, fade.factor, fade.shift);
  }
};
template <>
struct mlp_units<void, false> {
  float scale;

  constexpr bool valid() const noexcept { return true; }
  template <class File>
  constexpr void records(File& file) noexcept {
    file.line("unit", scale);
  }
};
template <class Label>
struct mlp_units<Label, true> {
  constexpr bool valid() const noexcept { return true; }
  template <class File>
  constexpr void records(File&) noexcept {}
};

/// Sums -> an answer: a value where Label is void; otherwise, of one output, the second class where
/// the sum is above 0, and of more the class of the largest.
template <class Label, class Feature, size_t Outputs>
struct mlp_rule : mlp_units<Label, traits::same<Feature, float>> {
  static constexpr bool is_float = traits::same<Feature, float>;
  static constexpr bool is_value = traits::same<Label, void>;
  static_assert(Outputs == 1 || !is_value,
                "a regression has one output: use a network each for several");
  using sum = kernel::short_sum<Feature>;
  using evidence = array<sum, Outputs>;
  static constexpr size_t classes = Outputs == 1 ? 2 : Outputs;

  /// Units -> a logit or a value.
  constexpr float real(sum units) const noexcept {
    if constexpr (is_float) {
      return units;
    } else {
      return static_cast<float>(units) * this->scale;
    }
  }
  constexpr auto decide(const evidence& sums) const noexcept {
    if constexpr (is_value) {
      return sums[0];
    } else if constexpr (Outputs == 1) {
      return static_cast<Label>(sums[0] > 0 ? 1 : 0);
    } else {
      return static_cast<Label>(argmax(sums));
    }
  }
  constexpr evidence score(const evidence& sums) const noexcept { return sums; }

  template <class Probability>
  constexpr array<Probability, classes> proba(const evidence& sums) const noexcept {
    static_assert(!is_value, "predict_proba is for classifiers: use predict for a regression");
    array<sum, classes> logits{};
    for (size_t k = 0; k < Outputs; ++k) logits[k + classes - Outputs] = sums[k];
    if constexpr (is_float) {
      return softmax(logits);
    } else {
      return softmax<Probability>(logits, this->fade);
    }
  }
};

}  // namespace mote
