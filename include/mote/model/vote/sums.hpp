// sums.hpp - trees that add up values: regression, gradient boosting, isolation forest. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/math.hpp"
#include "../../core/number/probability.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"

namespace mote {

/// What a sum of leaves means: a tag for value_sum.
namespace link {
struct identity {};     // regression: the value itself
struct exponential {};  // regression with a log link (Poisson, gamma), float only
struct logistic {};     // two classes; the second when the sum is >= 0
struct softmax {};      // one sum a class; the largest wins, the lower class where two tie
struct isolation {};    // path lengths less the limit of an outlier; outlier when < 0
}  // namespace link

struct no_decay {
  constexpr bool valid() const noexcept { return true; }
};
/// The number of trees, of a vote that does not ask for it.
using no_count = traits::constant<0>;

/// Adds the leaf of tree t to sum t % Outputs, then links.
///
/// Leaf     float; or int16_t, int32_t in units that the converter chose so that no sum of leaves
///          can leave int32_t
/// State    Outputs sums of 4 bytes
/// Target   integers: bit-exact; float: additions in the order of the trees
template <class Link, class Label, class Leaf, size_t Outputs>
struct value_sum {
  static constexpr bool is_float = traits::same<Leaf, float>;
  static constexpr bool is_regression =
      traits::same<Link, link::identity> || traits::same<Link, link::exponential>;
  static_assert(Outputs == 1 || traits::same<Link, link::softmax>,
                "value_sum has several outputs only with link::softmax: use Outputs = 1");
  static_assert(is_float || !traits::same<Link, link::exponential>,
                "link::exponential needs float leaves: integer sums cannot hold an exponential");

  using label = Label;
  using leaf = Leaf;
  using sum = traits::choose_t<is_float, float, int32_t>;
  template <class>
  using probability = probability_t<leaf>;
  using evidence = array<sum, Outputs>;
  static constexpr bool leaf_is_row = false;
  static constexpr size_t outputs = Outputs, most_trees = 0xFFFF;
  static constexpr size_t classes = Outputs == 1 ? 2 : Outputs;

  evidence base;  // the sums before the first tree
  float scale;    // value of one unit; for link::isolation the halvings of the score a unit
  traits::choose_t<is_float || is_regression, no_decay, decay> fade;

  constexpr bool valid(leaf) const noexcept { return fade.valid(); }
  constexpr evidence start() const noexcept { return base; }
  MOTE_ALWAYS_INLINE constexpr void add(evidence& sums, size_t output, leaf value) const noexcept {
    if constexpr (is_float) {
      sums[output] += value;
    } else {  // unsigned, so that even a damaged table has one defined result
      sums[output] =
          static_cast<sum>(static_cast<uint32_t>(sums[output]) + static_cast<uint32_t>(sum{value}));
    }
  }

  /// Regression: the value (float leaves), or the sum in units (integer leaves). Otherwise Label.
  template <class Count = no_count>
  constexpr auto decide(const evidence& sums, Count = {}) const noexcept {
    if constexpr (traits::same<Link, link::exponential>) {
      return exp(real(sums[0]));
    } else if constexpr (traits::same<Link, link::identity>) {
      if constexpr (is_float) {
        return real(sums[0]);
      } else {
        return sums[0];
      }
    } else if constexpr (traits::same<Link, link::softmax>) {
      return static_cast<Label>(argmax(sums));
    } else {
      return static_cast<Label>(sums[0] >= 0 ? 1 : 0);
    }
  }

  /// Units -> value (regression) or logit (classification).
  constexpr float real(sum units) const noexcept { return static_cast<float>(units) * scale; }

  /// Regression and boosting: the sums, in units. Isolation forest: scikit-learn's score_samples,
  /// in [-1, 0], the lower the more abnormal; for integer leaves -32768 = -1.0.
  constexpr auto score(const evidence& sums) const noexcept {
    if constexpr (!traits::same<Link, link::isolation>) {
      return sums;
    } else if constexpr (is_float) {
      return -exp2((base[0] - sums[0]) * scale);
    } else {
      return -int32_t{fade(sums[0], base[0])};
    }
  }

  template <class Probability, class Count = no_count>
  constexpr array<Probability, classes> proba(const evidence& sums, Count = {}) const noexcept {
    static_assert(!is_regression && !traits::same<Link, link::isolation>,
                  "predict_proba is for classifiers: use predict for a regression, score for an "
                  "isolation forest");
    array<sum, classes> logits{};
    if constexpr (Outputs == 1) {
      logits[1] = sums[0];
    } else {
      logits = sums;
    }
    if constexpr (is_float) {
      return softmax(logits, scale);
    } else {
      return softmax<Probability>(logits, fade);
    }
  }
};

}  // namespace mote
