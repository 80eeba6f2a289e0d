// svc_of_sums.hpp - a linear support vector classifier: what sums of weights vote for. Floor 2.
#pragma once

#include <stddef.h>

#include "../../core/number/probability.hpp"
#include "../../core/traits.hpp"
#include "../model.hpp"
#include "rule.hpp"

namespace mote {

/// The votes of a constant linear_model `Sums`, which has an output a pair of classes.
///
///   inline constexpr mote::linear_model<mote::link::margin, label, float, 4, 3> sums{...};
///   inline constexpr mote::svc_of_sums<sums, label, 3> model{};
///
/// Shape    Classes * (Classes - 1) / 2 outputs, in the order (0, 1), (0, 2), ..., (1, 2), ...
/// State    none
/// Target   that of linear_model
template <const auto& Sums, class Label, size_t Classes, svm_scores Scores = svm_scores::of_classes,
          svm_ties Ties = svm_ties::first>
struct svc_of_sums {
  using kind = svm_classes<Label, Classes, Scores, Ties>;
  using sums_type = model_of<Sums>;
  static_assert(sums_type::outputs == kind::outputs,
                "svc_of_sums has an output a pair of classes: Classes * (Classes - 1) / 2");
  using feature_type = typename sums_type::feature_type;
  using evidence = typename sums_type::evidence;
  using rule_type = svm_rule<kind, feature_type>;
  using probability = probability_t<feature_type>;
  static constexpr size_t features = sums_type::features;

  constexpr bool valid() const noexcept { return detail::model::sound<Sums>(); }
  constexpr evidence weigh(const feature_type* x) const noexcept { return Sums.weigh(x); }
  MOTE_ALWAYS_INLINE constexpr const rule_type& rule() const noexcept { return units; }

 private:
  static constexpr rule_type made() noexcept {
    if constexpr (traits::same<feature_type, float>) {
      return {};
    } else {
      return {{Sums.scale}};
    }
  }
  static constexpr rule_type units = made();
};

template <const auto& Model, const auto& Sums, class Label, size_t Classes, svm_scores Scores,
          svm_ties Ties>
struct in_code_as<Model, svc_of_sums<Sums, Label, Classes, Scores, Ties>> {
  template <class X>
  static constexpr auto weigh(const X* x) noexcept {
    return in_code<Sums>::weigh(x);
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept { return Model.rule(); }
};

}  // namespace mote
