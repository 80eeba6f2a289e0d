// sums.hpp - trees that add up values: regression, gradient boosting, isolation forest. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/math.hpp"
#include "../../core/traits.hpp"
#include "votes.hpp"

namespace mote {

/// What a sum of leaves means: a tag for value_sum.
namespace link {
struct identity {};     // regression: the value itself
struct exponential {};  // regression with a log link (Poisson, gamma), float only
struct logistic {};     // two classes; the second when the sum is >= 0
struct softmax {};      // one sum a class; the largest wins, the lower class where two tie
struct isolation {};    // path lengths less the limit of an outlier; outlier when < 0
}  // namespace link

/// 2^-(distance * rate) for an integer distance; rate = factor * 2^(-16 - shift) a unit.
/// Range    factor in [2^15, 2^16), shift in [0, 47]
/// Time     two 16 x 16 bit products and one exp2_q15
struct decay {
  uint16_t factor;
  uint8_t shift;

  constexpr bool valid() const noexcept { return factor >= 0x8000u && shift <= 47; }
  /// 32768 = 1.0. Error: 2 LSB.
  constexpr uint16_t operator()(uint32_t distance) const noexcept {
    const uint32_t low = (distance & 0xFFFFu) * factor;
    const uint32_t high = (distance >> 16) * factor + (low >> 16);
    if (shift >= 16) return exp2_q15(high >> (shift - 16));
    if ((high >> (shift + 4)) != 0) return 0;
    return exp2_q15((high << (16 - shift)) | ((low & 0xFFFFu) >> shift));
  }
};
struct no_decay {
  constexpr bool valid() const noexcept { return true; }
};

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
  using total = array<sum, Outputs>;
  static constexpr bool leaf_is_row = false;
  static constexpr size_t outputs = Outputs;
  static constexpr size_t classes = Outputs == 1 ? 2 : Outputs;

  total base;   // the sums before the first tree
  float scale;  // value of one unit; for link::isolation the halvings of the score a unit
  traits::choose_t<is_float || is_regression, no_decay, decay> fade;

  constexpr bool valid(leaf) const noexcept { return fade.valid(); }
  constexpr total start() const noexcept { return base; }
  constexpr void add(total& sums, size_t output, leaf value) const noexcept {
    if constexpr (is_float) {
      sums[output] += value;
    } else {  // unsigned, so that even a damaged table has one defined result
      sums[output] =
          static_cast<sum>(static_cast<uint32_t>(sums[output]) + static_cast<uint32_t>(sum{value}));
    }
  }

  /// Regression: the value (float leaves), or the sum in units (integer leaves). Otherwise Label.
  constexpr auto decide(const total& sums) const noexcept {
    if constexpr (traits::same<Link, link::exponential>) {
      return exp(real(sums[0]));
    } else if constexpr (traits::same<Link, link::identity>) {
      if constexpr (is_float) {
        return real(sums[0]);
      } else {
        return sums[0];
      }
    } else if constexpr (traits::same<Link, link::softmax>) {
      return static_cast<Label>(detail::argmax(sums));
    } else {
      return static_cast<Label>(sums[0] >= 0 ? 1 : 0);
    }
  }

  /// Units -> value (regression) or logit (classification).
  constexpr float real(sum units) const noexcept { return static_cast<float>(units) * scale; }

  /// Regression and boosting: the sums, in units. Isolation forest: scikit-learn's score_samples,
  /// in [-1, 0], the lower the more abnormal; for integer leaves -32768 = -1.0.
  constexpr auto score(const total& sums) const noexcept {
    if constexpr (!traits::same<Link, link::isolation>) {
      return sums;
    } else if constexpr (is_float) {
      return -exp2((base[0] - sums[0]) * scale);
    } else {
      return -int32_t{weight(sums[0], base[0])};
    }
  }

  template <class Probability>
  constexpr array<Probability, classes> probabilities(const total& sums) const noexcept {
    static_assert(!is_regression && !traits::same<Link, link::isolation>,
                  "predict_proba is for classifiers: use predict for a regression, score for an "
                  "isolation forest");
    array<sum, classes> logits{};
    if constexpr (Outputs == 1) {
      logits[1] = sums[0];
    } else {
      logits = sums;
    }
    const sum most = logits[detail::argmax(logits)];
    array<Probability, classes> out{};
    if constexpr (is_float) {
      float whole = 0;
      for (size_t k = 0; k < classes; ++k) whole += out[k] = exp((logits[k] - most) * scale);
      for (size_t k = 0; k < classes; ++k) out[k] /= whole;
    } else {
      uint32_t whole = 0;
      for (size_t k = 0; k < classes; ++k) whole += out[k] = weight(most, logits[k]);
      const uint32_t inverse = (uint32_t{1} << 30) / whole;
      for (size_t k = 0; k < classes; ++k) {
        out[k] = static_cast<Probability>((out[k] * inverse + 0x4000u) >> 15);
      }
    }
    return out;
  }

 private:
  constexpr uint16_t weight(int32_t high, int32_t low) const noexcept {
    return fade(static_cast<uint32_t>(high) - static_cast<uint32_t>(low));
  }
};

}  // namespace mote
