// stacked_columns.hpp - the answers of several models as the row of another one. Floor 2.
//
// The converter writes it from StackingClassifier and StackingRegressor, before their last model:
//   mote::prepared<last, mote::stacked_columns<false, mote::stacked_shares<forest>,
//                                              mote::stacked_value<ridge>>>
#pragma once

#include <stddef.h>

#include "../../core/array.hpp"
#include "../../core/span.hpp"
#include "../../core/traits.hpp"
#include "members.hpp"

namespace mote {

/// A column a class: the probabilities of a member, of two classes that of the second.
template <const auto& Member>
struct stacked_shares {
  static constexpr const auto& member = Member;
  using shares = probabilities_t<model_of<Member>>;
  static_assert(traits::same<typename shares::value_type, float>,
                "stacked_shares is of a member with probabilities of float");
  static constexpr size_t columns = shares::size() == 2 ? 1 : shares::size();

  template <class X>
  static constexpr float* give(const X* x, float* out) noexcept {
    const shares given = walked<Member>::rule().template proba<float>(Member.weigh(x));
    for (size_t k = shares::size() - columns; k < shares::size(); ++k) *out++ = given[k];
    return out;
  }
};

/// The scores of a member: its decision function.
template <const auto& Member>
struct stacked_scores {
  static constexpr const auto& member = Member;
  using scores = scores_t<model_of<Member>>;
  static_assert(traits::same<typename scores::value_type, float>,
                "stacked_scores is of a member with scores of float");
  static constexpr size_t columns = scores::size();

  template <class X>
  static constexpr float* give(const X* x, float* out) noexcept {
    const scores given = walked<Member>::rule().score(Member.weigh(x));
    for (const float score : given) *out++ = score;
    return out;
  }
};

/// The value of a regression, or the number of a label.
template <const auto& Member>
struct stacked_value {
  static constexpr const auto& member = Member;
  static constexpr size_t columns = 1;

  template <class X>
  static constexpr float* give(const X* x, float* out) noexcept {
    *out++ = static_cast<float>(walked<Member>::rule().decide(Member.weigh(x)));
    return out;
  }
};

/// A stage of rows: the columns of each member in turn, and behind them the sample itself where
/// `PassThrough`. Members are walked, whatever the model behind is.
///
/// Sample   float
/// Shape    Given: stacked_shares, stacked_scores, stacked_value
/// State    none; on the stack what the members have there, one after the other
/// Target   that of the members
/// Source   sklearn.ensemble.StackingClassifier, StackingRegressor
template <bool PassThrough, class... Given>
struct stacked_columns {
  using sample = same_sample<Given::member...>;
  static_assert(traits::same<typename sample::feature_type, float>,
                "stacked_columns are of members that take samples of float");
  using input_type = float;
  using output_type = float;
  static constexpr size_t inputs = sample::features;
  static constexpr size_t features = (Given::columns + ...) + (PassThrough ? inputs : 0);

  static constexpr void process(span<const float, inputs> in, span<float, features> out) noexcept {
    static_assert((detail::model::sound<Given::member>() && ...),
                  "a member of the stack is damaged: convert it again");
    float* to = out.data();
    ((to = Given::give(in.data(), to)), ...);
    if constexpr (PassThrough) {
      for (size_t i = 0; i < inputs; ++i) *to++ = in.data()[i];
    }
  }
};

}  // namespace mote
