// answers.hpp - what the rows of a neighbour search stand for, and what follows from K. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/number/probability.hpp"
#include "../../core/traits.hpp"

namespace mote::detail::model {

/// A row stands for a class: the neighbours vote. Answers come as a pointer, for GCC 12 takes
/// functions of arrays of other lengths for one, and warns of what the shorter does not have.
template <class Label, size_t Classes>
struct knn_votes {
  using answer = Label;
  static constexpr char name[] = "classifier";
  static constexpr size_t classes = Classes;
  static constexpr bool has_answers = true, has_classes = true;

  static constexpr bool sound(Label y) noexcept { return static_cast<size_t>(y) < Classes; }
  template <class Archive>
  static constexpr void state(Archive& archive, Label& y) noexcept {
    auto number = static_cast<uint32_t>(y);
    archive.at_most(number, static_cast<uint32_t>(Classes - 1));
    if constexpr (Archive::restores) y = static_cast<Label>(number);
  }
  /// The sum of the weights of each class.
  template <class Neighbours, class Answers, class Weights>
  static constexpr auto sums(const Neighbours& found, Answers answers,
                             const Weights& weights) noexcept {
    using weight = traits::remove_cvref_t<decltype(weights[0])>;
    array<weight, Classes> out{};
    for (size_t i = 0; i < found.count; ++i) {
      out[static_cast<size_t>(answers[found.places[i]])] += weights[i];
    }
    return out;
  }
  template <class Neighbours, class Answers, class Weights>
  static constexpr Label decide(const Neighbours& found, Answers answers,
                                const Weights& weights) noexcept {
    return static_cast<Label>(argmax(sums(found, answers, weights)));
  }
};

/// A row stands for a value: the mean of the neighbours'.
struct knn_values {
  using answer = float;
  static constexpr char name[] = "regressor";
  static constexpr size_t classes = 0;
  static constexpr bool has_answers = true, has_classes = false;

  static constexpr bool sound(float y) noexcept { return y - y == 0; }
  template <class Archive>
  static constexpr void state(Archive& archive, float& y) noexcept {
    archive(y);
  }
  template <class Neighbours, class Answers, class Weights>
  static constexpr float decide(const Neighbours& found, Answers answers,
                                const Weights& weights) noexcept {
    float sum = 0, whole = 0;
    for (size_t i = 0; i < found.count; ++i) {
      const auto weight = static_cast<float>(weights[i]);
      sum += weight * answers[found.places[i]];
      whole += weight;
    }
    return sum / whole;
  }
};

/// A row stands for itself: the mean of the distances is what is asked for.
struct knn_distances {
  struct answer {};
  static constexpr char name[] = "novelty";
  static constexpr size_t classes = 0;
  static constexpr bool has_answers = false, has_classes = false;
};

/// In the place of rows of answers, where there are none.
template <class Answer, size_t N>
struct no_knn_answers {};

}  // namespace mote::detail::model
