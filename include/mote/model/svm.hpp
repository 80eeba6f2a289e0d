// svm.hpp - support vector machines: how alike a sample is to vectors that training chose. Floor 2.
//
// Classifiers, regressors and one-class machines. Models come from the converter as a header:
//     mote::predict(model, x)   the label, or the value of a regression
//     mote::score(model, x)     what it rests on: scikit-learn's decision_function
// A linear kernel needs no vectors: svc_of_sums of a linear_model.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/number/probability.hpp"
#include "../core/numeric.hpp"
#include "../core/traits.hpp"
#include "../kernel/row/in_flash.hpp"
#include "file/lines.hpp"
#include "model.hpp"
#include "svm/head.hpp"
#include "svm/products.hpp"
#include "svm/svc_of_sums.hpp"

namespace mote {

/// Sums of factor * kernel(x, vector), one a pair of classes, and the rule of the kind; its front
/// doors are svc, svr and one_class_svm.
///
/// Sample   float; int8_t and int16_t with svm_kernel::rbf
/// Shape    Kernel svm_kernel::rbf, polynomial<Degree>, sigmoid; the vectors lie class by class,
///          each with a factor for every other class
/// Range    integers: every sample, none leaves 32 bits
/// State    of a constant none; on AVR by predict<model>(x): predict(model, x) copies it to RAM
/// Time     a difference or product a feature and vector, and an exponential a vector; vectors too
///          far to count are left early
/// Target   integers bit-exact; float: fused products differ between cores
/// Source   libsvm; sklearn.svm.SVC, NuSVC, SVR, NuSVR, OneClassSVM
template <class Kind, class Kernel, class Sample, size_t Features, size_t Vectors>
struct svm : svm_head<Kind, Kernel, Sample> {
  static_assert(Features > 0 && Features <= 65536,
                "support vectors have 1 to 65536 features: choose among them");
  static_assert(Vectors > 0 && Vectors <= 65535,
                "a support vector machine has 1 to 65535 vectors: fit it on fewer rows");
  using head_type = svm_head<Kind, Kernel, Sample>;
  using feature_type = Sample;
  using evidence = typename head_type::evidence;
  using probability = probability_t<Sample>;
  using factor_type = traits::choose_t<traits::same<Sample, float>, float, int16_t>;
  static constexpr size_t features = Features, vectors_count = Vectors, classes = Kind::classes;
  static constexpr size_t entries = Vectors * Features;

  array<factor_type, Vectors * Kind::factors> factors;
  array<Sample, entries> vectors;

  /// True when every number is finite, the counts are those of all vectors, and the constants of
  /// the kernel hold for them. For static_assert; in pieces, entries `from` to `to` - 1, where a
  /// compiler limits the steps of one.
  constexpr bool valid(size_t from = 0, size_t to = entries) const noexcept {
    if (!head_is_valid()) return false;
    for (size_t at = from; at < to && at < entries; ++at) {
      if (!this->similarity.takes(vectors[at])) return false;
      if (at % Features == 0 && !factors_are_finite(at / Features)) return false;
    }
    return true;
  }

  /// Its file: model_reader.hpp.
  template <class File>
  constexpr void records(File& file) noexcept {
    Kind::model(file, Kernel::name, Kernel::degree);
    head_type::rule_type::records(file);
    this->similarity.records(file);
    file.line("counts", this->counts);
    file.line("start", this->start);
    file.lines("vector", detail::model::rows_of<Kind::factors>(factors),
               detail::model::rows_of<Features>(vectors));
  }

  constexpr evidence weigh(const Sample* x) const noexcept {
    return this->template sums<Features, Vectors>(x, vectors.data(), factors.data());
  }
  MOTE_ALWAYS_INLINE constexpr const auto& rule() const noexcept {
    return static_cast<const typename head_type::rule_type&>(*this);
  }
  MOTE_ALWAYS_INLINE constexpr const head_type& head() const noexcept { return *this; }

 private:
  static constexpr bool is_finite(factor_type value) noexcept {
    return value >= numeric<factor_type>::lowest && value <= numeric<factor_type>::highest;
  }
  constexpr bool head_is_valid() const noexcept {
    size_t counted = 0;
    for (const uint16_t count : this->counts) counted += count;
    for (const auto b : this->start) {
      if constexpr (traits::same<Sample, float>) {
        if (!is_finite(b)) return false;
      } else {
        if (b > (int32_t{1} << 30) - 1 || b < -(int32_t{1} << 30)) return false;
      }
    }
    return counted == Vectors && this->similarity.valid();
  }
  constexpr bool factors_are_finite(size_t vector) const noexcept {
    for (size_t i = 0; i < Kind::factors; ++i) {
      if (!is_finite(factors[vector * Kind::factors + i])) return false;
    }
    return true;
  }
};

/// Tells classes apart: label k is class k.
template <class Label, size_t Classes, class Kernel, class Sample, size_t Features, size_t Vectors,
          svm_scores Scores = svm_scores::of_classes, svm_ties Ties = svm_ties::first>
using svc = svm<svm_classes<Label, Classes, Scores, Ties>, Kernel, Sample, Features, Vectors>;

/// A value: of float itself, of integers in units.
template <class Kernel, class Sample, size_t Features, size_t Vectors>
using svr = svm<svm_value, Kernel, Sample, Features, Vectors>;

/// Whether a sample is like those of the training: label 1, else 0.
template <class Label, class Kernel, class Sample, size_t Features, size_t Vectors>
using one_class_svm = svm<svm_inlier<Label>, Kernel, Sample, Features, Vectors>;

namespace detail::svm {
template <const auto& Model>
struct vectors_of {
  static constexpr const auto& values() noexcept { return Model.vectors; }
};
template <const auto& Model>
struct factors_of {
  static constexpr const auto& values() noexcept { return Model.factors; }
};
/// Apart from the vectors: what reads it does not bring them to RAM.
template <const auto& Model>
inline constexpr typename model_of<Model>::head_type head_of = Model.head();
}  // namespace detail::svm

/// The same sums; where flash is apart, along vectors that stay there.
template <const auto& Model, class Kind, class Kernel, class Sample, size_t Features,
          size_t Vectors>
struct in_code_as<Model, svm<Kind, Kernel, Sample, Features, Vectors>> {
  static constexpr auto weigh(const Sample* x) noexcept {
    static_assert(detail::model::sound<Model>(), "the model is damaged: convert it again");
    return detail::svm::head_of<Model>.template sums<Features, Vectors>(
        x, kernel::in_flash<detail::svm::vectors_of<Model>>(),
        kernel::in_flash<detail::svm::factors_of<Model>>());
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept {
    return static_cast<const svm_rule<Kind, Sample>&>(detail::svm::head_of<Model>);
  }
};

}  // namespace mote
