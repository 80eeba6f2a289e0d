// voting_rules.hpp - how several models vote: by labels, probabilities or values. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/number/binary64.hpp"
#include "../../core/number/probability.hpp"
#include "../../core/numeric.hpp"
#include "../../core/traits.hpp"

namespace mote {

/// Each member's label has the weight of the member; the most weight wins, the lower class where
/// two tie.
///
/// Weight   uint16_t; or binary64::bits, doubles that are added as numpy adds them, of a sum
///          below 2
/// Target   bit-exact
/// Source   sklearn.ensemble.VotingClassifier, voting="hard"
template <class Label, size_t Classes, size_t Members, class Weight>
struct hard_voting {
  static constexpr bool is_whole = traits::same<Weight, uint16_t>;
  static_assert(is_whole || traits::same<Weight, binary64::bits>,
                "weights of hard_voting are uint16_t, or binary64::bits where they are no whole "
                "numbers");
  using evidence = array<Weight, Classes>;
  using probability = uint16_t;
  static constexpr size_t members = Members;

  array<Weight, Members> weights;

  /// True when no sum leaves its range.
  constexpr bool valid() const noexcept {
    constexpr uint64_t most = is_whole ? 0xFFFF : (uint64_t{1} << 62) - 1;
    uint64_t whole = 0;
    for (const Weight weight : weights) {
      if (weight > most) return false;
      whole = is_whole ? whole + weight : binary64::add(whole, weight);
    }
    return whole > 0 && whole <= most;
  }
  template <class Member, class Sample>
  constexpr void add(evidence& votes, size_t member, const Sample* x) const noexcept {
    const auto which = static_cast<size_t>(Member::rule().decide(Member::weigh(x)));
    if constexpr (is_whole) {
      votes[which] = static_cast<uint16_t>(votes[which] + weights[member]);
    } else {
      votes[which] = binary64::add(votes[which], weights[member]);
    }
  }
  constexpr Label decide(const evidence& votes) const noexcept {
    return static_cast<Label>(argmax(votes));
  }
  /// The weight that each class has: uint16_t, or float of binary64::bits.
  constexpr auto score(const evidence& votes) const noexcept {
    if constexpr (is_whole) {
      return votes;
    } else {
      array<float, Classes> out{};
      for (size_t k = 0; k < Classes; ++k) {
        out[k] = static_cast<float>(binary64::to_fixed(votes[k], 31)) * 4.65661287e-10f;  // 2^-31
      }
      return out;
    }
  }
  template <class Probability>
  constexpr auto proba(const evidence& votes) const noexcept {
    static_assert(traits::never<Probability>,
                  "labels that are voted for give no probabilities: use score, or soft_voting");
    return votes;
  }
};

/// The members' probabilities, each times the weight of the member, are added up; the largest sum
/// wins, the lower class where two tie.
///
/// Probability  float; or uint16_t, 32768 = 1.0, with whole weights of a sum of at most 65535
/// Target   uint16_t: bit-exact; float: fused products differ between cores
/// Source   sklearn.ensemble.VotingClassifier, voting="soft"
template <class Label, size_t Classes, size_t Members, class Probability>
struct soft_voting {
  static constexpr bool is_float = traits::same<Probability, float>;
  static_assert(is_float || traits::same<Probability, uint16_t>,
                "soft_voting adds probabilities of float or uint16_t, as its members give them");
  using sum = traits::choose_t<is_float, float, uint32_t>;
  using evidence = array<sum, Classes>;
  using probability = Probability;
  static constexpr size_t members = Members;

  array<Probability, Members> weights;

  /// True when no weight is below 0 and their sum is in its range.
  constexpr bool valid() const noexcept {
    for (const Probability weight : weights) {
      if (!(weight >= 0)) return false;
    }
    constexpr sum most = is_float ? static_cast<sum>(numeric<float>::highest) : sum{65535};
    return whole() > 0 && whole() <= most;
  }
  template <class Member, class Sample>
  constexpr void add(evidence& sums, size_t member, const Sample* x) const noexcept {
    const auto shares = Member::rule().template proba<Probability>(Member::weigh(x));
    static_assert(traits::same<decltype(shares), const array<Probability, Classes>>,
                  "members of soft_voting give a probability of the same type for each class");
    for (size_t k = 0; k < Classes; ++k) sums[k] += sum{weights[member]} * shares[k];
  }
  constexpr Label decide(const evidence& sums) const noexcept {
    return static_cast<Label>(argmax(sums));
  }
  /// The sums, of uint16_t with 32768 for a weight of 1.
  constexpr evidence score(const evidence& sums) const noexcept { return sums; }
  template <class>
  constexpr array<Probability, Classes> proba(const evidence& sums) const noexcept {
    array<Probability, Classes> out{};
    for (size_t k = 0; k < Classes; ++k) {
      if constexpr (is_float) {
        out[k] = sums[k] / whole();
      } else {
        out[k] = ratio<uint16_t>(sums[k], whole() << 15);
      }
    }
    return out;
  }

 private:
  constexpr sum whole() const noexcept {
    sum all = 0;
    for (const Probability weight : weights) all += weight;
    return all;
  }
};

/// The mean of the members' values, each with its share.
///
/// Value    float, with shares of a sum of 1; or int32_t, sums in units of `scale`, with
///          shares in 2^-31 of what a unit of the member is worth
/// Range    int32_t: shares of a sum of at most 2^31 - Members, so that no sum leaves it
/// Target   int32_t: bit-exact; float: fused products differ between cores
/// Source   sklearn.ensemble.VotingRegressor
template <size_t Members, class Value>
struct mean_voting {
  static constexpr bool is_float = traits::same<Value, float>;
  static_assert(is_float || traits::same<Value, int32_t>,
                "values are float, or int32_t in units, as the members give them");
  using evidence = array<Value, 1>;
  using probability = probability_t<Value>;
  static constexpr size_t members = Members;

  array<Value, Members> shares;
  float scale;  // value of a unit; of float 1

  constexpr bool valid() const noexcept {
    constexpr int64_t most = (int64_t{1} << 31) - static_cast<int64_t>(Members);
    int64_t whole = 0;
    for (const Value share : shares) {
      if (!(share >= 0 && share <= numeric<Value>::highest)) return false;
      if constexpr (!is_float) whole += share;
    }
    return scale > 0 && scale <= numeric<float>::highest && whole <= most;
  }
  template <class Member, class Sample>
  constexpr void add(evidence& sums, size_t member, const Sample* x) const noexcept {
    const auto value = Member::rule().decide(Member::weigh(x));
    static_assert(traits::same<decltype(value), const Value>,
                  "members of mean_voting give values of the same type");
    if constexpr (is_float) {
      sums[0] += shares[member] * value;
    } else {
      sums[0] += static_cast<int32_t>((int64_t{shares[member]} * value + (int32_t{1} << 30)) >> 31);
    }
  }
  /// The value; of integers in units.
  constexpr Value decide(const evidence& sums) const noexcept { return sums[0]; }
  constexpr evidence score(const evidence& sums) const noexcept { return sums; }
  constexpr float real(Value units) const noexcept { return static_cast<float>(units) * scale; }
  template <class Probability>
  constexpr auto proba(const evidence& sums) const noexcept {
    static_assert(traits::never<Probability>, "a mean of values gives no probabilities");
    return sums;
  }
};

}  // namespace mote
