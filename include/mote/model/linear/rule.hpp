// rule.hpp - what the sums of a linear model decide: a label, a value, probabilities. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/math.hpp"
#include "../../core/number/probability.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/affine/products.hpp"
#include "../file/keywords.hpp"
#include "../vote/sums.hpp"

namespace mote {

/// Links of linear models, beside identity, exponential and softmax of vote/sums.hpp.
namespace link {
struct one_vs_rest {};  // a sigmoid a class, divided by their sum
struct clipped {};  // (1 + the logit, within -1 and 1) / 2: modified Huber; divided by their sum
struct margin {};   // sums alone, no probabilities: hinge losses, perceptron, ridge
}  // namespace link

namespace detail::model {
template <>
inline constexpr const char* file_name<link::one_vs_rest> = "one_vs_rest";
template <>
inline constexpr const char* file_name<link::clipped> = "clipped";
template <>
inline constexpr const char* file_name<link::margin> = "margin";
}  // namespace detail::model

/// What a unit of integer sums is worth. Of float it is 1, and this holds nothing.
template <class Link, bool IsFloat>
struct linear_units {
  float scale;  // a logit a unit
  decay fade;   // the same as what a unit takes a class down

  constexpr bool valid() const noexcept { return fade.valid(); }
  template <class File>
  constexpr void records(File& file) noexcept {
    file.line("unit", scale, fade.factor, fade.shift);
  }
};
template <class Link>
struct linear_units<Link, true> {
  constexpr bool valid() const noexcept { return true; }
  template <class File>
  constexpr void records(File&) noexcept {}
};
template <>
struct linear_units<link::clipped, false> {
  float scale;
  uint32_t one;  // units of a logit of 1

  constexpr bool valid() const noexcept { return one >= 1; }
  template <class File>
  constexpr void records(File& file) noexcept {
    file.line("unit", scale, one);
  }
};
template <>
struct linear_units<link::margin, false> {
  float scale;

  constexpr bool valid() const noexcept { return true; }
  template <class File>
  constexpr void records(File& file) noexcept {
    file.line("unit", scale);
  }
};
template <>
struct linear_units<link::identity, false> {
  float scale;

  constexpr bool valid() const noexcept { return true; }
  template <class File>
  constexpr void records(File& file) noexcept {
    file.line("unit", scale);
  }
};

/// Sums -> an answer.
///
/// Shape    Outputs 1: a value; or two classes, the second where the sum is above 0. More: a class
///          each, the first of the largest sums
/// Target   integers: bit-exact
template <class Link, class Label, class Feature, size_t Outputs>
struct linear_rule : linear_units<Link, traits::same<Feature, float>> {
  static constexpr bool is_float = traits::same<Feature, float>;
  static constexpr bool is_value =
      traits::same<Link, link::identity> || traits::same<Link, link::exponential>;
  static_assert(Outputs == 1 || !is_value,
                "a linear regression has one output: use a model each for several");
  static_assert(is_float || !traits::same<Link, link::exponential>,
                "link::exponential needs float: integer sums cannot hold an exponential");
  static_assert(Outputs > 1 || !traits::same<Link, link::one_vs_rest>,
                "link::one_vs_rest has an output a class: of two classes use link::softmax");

  using sum = kernel::short_sum<Feature>;
  using evidence = array<sum, Outputs>;
  static constexpr size_t classes = Outputs == 1 ? 2 : Outputs;

  constexpr bool valid() const noexcept {
    if constexpr (traits::same<Link, link::clipped> && !is_float) {
      if (this->one > (uint32_t{1} << 30) / classes) return false;  // the shares of all fit 32 bits
    }
    return linear_units<Link, is_float>::valid();
  }
  /// Units -> a logit or a value.
  constexpr float real(sum units) const noexcept {
    if constexpr (is_float) {
      return units;
    } else {
      return static_cast<float>(units) * this->scale;
    }
  }

  /// Regression: the value, of integers in units. Otherwise Label.
  constexpr auto decide(const evidence& sums) const noexcept {
    if constexpr (traits::same<Link, link::exponential>) {
      return exp(sums[0]);
    } else if constexpr (is_value) {
      return sums[0];
    } else if constexpr (Outputs == 1) {
      return static_cast<Label>(sums[0] > 0 ? 1 : 0);
    } else {
      return static_cast<Label>(argmax(sums));
    }
  }
  /// The sums: scikit-learn's decision_function, of integers in units.
  constexpr evidence score(const evidence& sums) const noexcept { return sums; }

  template <class Probability>
  constexpr array<Probability, classes> proba(const evidence& sums) const noexcept {
    static_assert(!is_value, "predict_proba is for classifiers: use predict for a regression");
    static_assert(!traits::same<Link, link::margin>,
                  "this model has margins and no probabilities: use score");
    if constexpr (traits::same<Link, link::clipped>) {
      return clipped_shares<Probability>(sums);
    } else if constexpr (traits::same<Link, link::one_vs_rest>) {
      return sigmoid_shares<Probability>(sums);
    } else if constexpr (Outputs == 1) {
      return softmax_of<Probability, 2>({{0, sums[0]}});
    } else {
      return softmax_of<Probability, Outputs>(sums);
    }
  }

 private:
  template <class Probability, size_t N>
  constexpr array<Probability, N> softmax_of(const array<sum, N>& logits) const noexcept {
    if constexpr (is_float) {
      return softmax(logits);
    } else {
      return softmax<Probability>(logits, this->fade);
    }
  }

  /// 1 / (1 + e^-z) of a class, times e^-`top`, where `top` is the largest logit but not above 0:
  /// where all are tiny none is lost.
  constexpr auto sigmoid_share(sum z, sum top) const noexcept {
    if constexpr (is_float) {
      const float below = exp(z > 0 ? -z : z);
      return (z > 0 ? 1.0f : exp(z - top)) / (1.0f + below);
    } else {
      const uint32_t below = z > 0 ? this->fade(z, 0) : this->fade(0, z);
      const uint32_t above = z > 0 ? 32768u : this->fade(top, z);
      return (above << 15) / (32768u + below);
    }
  }
  template <class Probability>
  constexpr array<Probability, classes> sigmoid_shares(const evidence& logits) const noexcept {
    const size_t best = argmax(logits);
    const sum top = logits[best] > 0 ? 0 : logits[best];
    using share = decltype(sigmoid_share(top, top));
    const share most = sigmoid_share(logits[best], top);
    array<share, classes> shares{};
    share whole = 0;
    for (size_t k = 0; k < classes; ++k) {
      const share given = sigmoid_share(logits[k], top);
      whole += shares[k] = given > most ? most : given;  // rounding makes no other class likelier
    }
    return divided<Probability>(shares, whole);
  }

  template <class Probability>
  constexpr array<Probability, classes> clipped_shares(const evidence& logits) const noexcept {
    using share = traits::choose_t<is_float, float, uint32_t>;
    share unit = 1;
    if constexpr (!is_float) unit = this->one;
    const auto high = static_cast<sum>(unit);
    array<share, classes> shares{};
    share whole = 0;
    for (size_t k = 0; k < Outputs; ++k) {
      const sum z = logits[k] < -high ? -high : logits[k] > high ? high : logits[k];
      whole += shares[k + classes - Outputs] = static_cast<share>(z + high);
    }
    if constexpr (Outputs == 1) {
      whole = 2 * unit;
      shares[0] = whole - shares[1];
    }
    if (whole == 0) {
      for (share& each : shares) each = 1;
      whole = static_cast<share>(classes);
    }
    return divided<Probability>(shares, whole);
  }

  template <class Probability, class Share>
  static constexpr array<Probability, classes> divided(const array<Share, classes>& shares,
                                                       Share whole) noexcept {
    array<Probability, classes> out{};
    for (size_t k = 0; k < classes; ++k) {
      if constexpr (is_float) {
        out[k] = shares[k] / whole;
      } else {
        out[k] = ratio<Probability>(shares[k], whole);
      }
    }
    return out;
  }
};

}  // namespace mote
