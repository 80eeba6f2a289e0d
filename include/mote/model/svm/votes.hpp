// votes.hpp - what sums of pairs of classes vote for, and what each class scores. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/number/probability.hpp"
#include "../../core/traits.hpp"

namespace mote {

/// What `score` gives of three and more classes: a sum a pair of classes, in the order (0, 1),
/// (0, 2), ..., (1, 2), ...; or a number a class, its votes and by how much they were won.
enum class svm_scores : uint8_t { of_pairs, of_classes };
/// Which of the classes with the most votes wins: the first, or the one with the surest votes.
enum class svm_ties : uint8_t { first, surest };

/// Two classes: one sum, the second class where it is not below 0. More: a sum a pair of classes,
/// above 0 a vote for the first of the two.
///
/// Source   libsvm's svm_predict_values; sklearn.utils.multiclass._ovr_decision_function
template <class Label, size_t Classes, svm_scores Scores, svm_ties Ties>
struct svm_classes {
  static_assert(Classes >= 2, "a support vector classifier tells two classes or more apart");
  using label = Label;
  static constexpr bool has_classes = true;
  static constexpr size_t classes = Classes;
  static constexpr size_t outputs = Classes * (Classes - 1) / 2;
  static constexpr size_t groups = Classes == 2 ? 1 : Classes, factors = Classes - 1;
  static constexpr bool sums_are_scores = Classes == 2 || Scores == svm_scores::of_pairs;

  /// What a file says that a program must be written for.
  template <class File>
  static constexpr void model(File& file, const char* kernel, size_t degree) noexcept {
    file.model("svm", "classes", kernel, degree, Classes,
               Scores == svm_scores::of_pairs ? "of_pairs" : "of_classes",
               Ties == svm_ties::first ? "first" : "surest");
  }
  /// The sums of a class and each of the others, added where these pairs stand.
  template <class Sum>
  static constexpr void add(array<Sum, outputs>& sums, size_t group,
                            const array<Sum, factors>& part) noexcept {
    size_t pair = group - 1;  // of class 0 and this one
    for (size_t other = 0; other < group; ++other) {
      sums[pair] += part[other];
      pair += Classes - 2 - other;
    }
    pair = group * (2 * Classes - group - 1) / 2;  // of this class and the next
    for (size_t other = group; other < factors; ++other) sums[pair++] += part[other];
  }
  template <class Sum>
  static constexpr Label decide(const array<Sum, outputs>& sums) noexcept {
    if constexpr (Classes == 2) {
      return static_cast<Label>(sums[0] >= 0 ? 1 : 0);
    } else if constexpr (Ties == svm_ties::first) {
      return static_cast<Label>(argmax(votes(sums, false)));
    } else {
      const auto won = votes(sums, true);
      const auto sure = surenesses(sums);
      size_t best = 0;
      for (size_t k = 1; k < Classes; ++k) {
        if (won[k] > won[best] || (won[k] == won[best] && sure[k] > sure[best])) best = k;
      }
      return static_cast<Label>(best);
    }
  }
  template <class Sum>
  static constexpr array<float, Classes> score(const array<Sum, outputs>& sums,
                                               float scale) noexcept {
    const auto won = votes(sums, true);
    const auto sure = surenesses(sums);
    array<float, Classes> out{};
    for (size_t k = 0; k < Classes; ++k) {
      const float by = static_cast<float>(sure[k]) * scale;
      out[k] = static_cast<float>(won[k]) + by / (3.0f * ((by < 0 ? -by : by) + 1.0f));
    }
    return out;
  }

 private:
  /// A sum of 0 is a vote for the second class in libsvm, for the first in scikit-learn's scores.
  template <class Sum>
  static constexpr auto votes(const array<Sum, outputs>& sums, bool zero_is_first) noexcept {
    array<traits::smallest_unsigned<Classes>, Classes> out{};
    const Sum* sum = sums.data();
    for (size_t first = 0; first < Classes; ++first) {
      for (size_t second = first + 1; second < Classes; ++second, ++sum) {
        ++out[*sum > 0 || (zero_is_first && *sum == 0) ? first : second];
      }
    }
    return out;
  }
  template <class Sum>
  static constexpr auto surenesses(const array<Sum, outputs>& sums) noexcept {
    array<traits::choose_t<traits::same<Sum, float>, float, int64_t>, Classes> out{};
    const Sum* sum = sums.data();
    for (size_t first = 0; first < Classes; ++first) {
      for (size_t second = first + 1; second < Classes; ++second, ++sum) {
        out[first] += *sum;
        out[second] -= *sum;
      }
    }
    return out;
  }
};

}  // namespace mote
