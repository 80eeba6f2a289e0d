// voting.hpp - models of one sample that vote on its label, or the mean of their values. Floor 2.
//
// Members are constants of any family. The converter writes them from VotingClassifier and
// VotingRegressor; by hand:
//   inline constexpr mote::voting<mote::soft_voting<label, 3, 2, float>, forest, logistic> model{
//       {{{1.0f, 2.0f}}}};
//   mote::predict(model, x)
#pragma once

#include <stddef.h>

#include "members.hpp"
#include "voting_rules.hpp"

namespace mote {

/// Constant models of one sample, and the rule by which they vote: a model.
///
/// Rule     hard_voting, soft_voting, mean_voting, each of as many members
/// State    none; on the stack what the members have there, one after the other
/// Time     that of all members
/// Target   that of the members and of the rule
template <class Rule, const auto&... Members>
struct voting : Rule {
  static_assert(Rule::members == sizeof...(Members), "a rule of voting has a weight a member");
  using sample = same_sample<Members...>;
  using feature_type = typename sample::feature_type;
  using evidence = typename Rule::evidence;
  static constexpr size_t features = sample::features;

  constexpr bool valid() const noexcept {
    return Rule::valid() && (detail::model::sound<Members>() && ...);
  }
  constexpr evidence weigh(const feature_type* x) const noexcept {
    return this->template asked<walked<Members>...>(x);
  }
  constexpr const Rule& rule() const noexcept { return *this; }

  /// What the members, walked or as code, vote.
  template <class... Asked>
  constexpr evidence asked(const feature_type* x) const noexcept {
    evidence votes{};
    size_t member = 0;
    (this->template add<Asked>(votes, member++, x), ...);
    return votes;
  }
};

template <const auto& Model, class Rule, const auto&... Members>
struct in_code_as<Model, voting<Rule, Members...>> {
  template <class X>
  static constexpr auto weigh(const X* x) noexcept {
    static_assert(Model.valid(), "the model is damaged: convert it again");
    return Model.template asked<in_code<Members>...>(x);
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept { return Model.rule(); }
};

}  // namespace mote
