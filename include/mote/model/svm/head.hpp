// head.hpp - the small part of a support vector machine, and the walk along its vectors. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/distance/distance.hpp"
#include "../../kernel/row/opaque.hpp"
#include "rule.hpp"
#include "similarity.hpp"

namespace mote {

/// What a support vector machine holds beside its vectors and their factors.
template <class Kind, class Kernel, class Feature>
struct svm_head : svm_rule<Kind, Feature> {
  using rule_type = svm_rule<Kind, Feature>;
  using typename rule_type::evidence;
  using typename rule_type::sum;

  svm_similarity<Kernel, Feature> similarity;
  array<uint16_t, Kind::groups> counts;  // vectors of each class; of two classes, of all
  array<sum, Kind::outputs> start;       // of integers in units, from -2^30 to 2^30

  /// All sums of `Vectors` vectors of N features.
  template <size_t N, size_t Vectors, class V, class F>
  MOTE_ALWAYS_INLINE constexpr evidence sums(const Feature* x, V vector, F factor) const noexcept {
    if constexpr (svm_similarity<Kernel, Feature>::may_be_wide) {
      if (similarity.template is_wide<N>(x)) return held<N, Vectors, true>(x, vector, factor);
    }
    return held<N, Vectors, false>(x, vector, factor);
  }

 private:
  static constexpr bool is_float = traits::same<Feature, float>;

  template <size_t N, size_t Vectors, bool Wide, class V, class F>
  MOTE_ALWAYS_INLINE constexpr evidence held(const Feature* x, V vector, F factor) const noexcept {
    if constexpr (!is_float) {
      if (!MOTE_CONSTANT_EVALUATED()) {
        const auto row = kernel::held<N>(x);
        using held_by_reference = const decltype(row)&;
        return along<N, Vectors>(similarity.template of<N, Wide, held_by_reference>(row), vector,
                                 factor);
      }
    }
    return along<N, Vectors>(similarity.template of<N, Wide>(x), vector, factor);
  }
  template <size_t N, size_t Vectors, class Alike, class V, class F>
  MOTE_ALWAYS_INLINE constexpr evidence along(const Alike alike, V vector,
                                              F factor) const noexcept {
    using wide = traits::choose_t<is_float, float, int64_t>;
    array<wide, Kind::outputs> whole{};
    for (size_t group = 0; group < Kind::groups; ++group) {
      array<wide, Kind::factors> part{};
      for (size_t left = counts[group]; left != 0; --left) {
        const auto share = alike(vector);
        if (is_float || share != 0) {
          for (size_t i = 0; i < Kind::factors; ++i) part[i] += product(factor[i], share);
        }
        vector = kernel::opaque(vector + N);
        factor = factor + Kind::factors;
      }
      if constexpr (Kind::groups == 1) {
        whole = part;
      } else {
        Kind::add(whole, group, part);
      }
    }
    evidence out = start;
    for (size_t i = 0; i < Kind::outputs; ++i) {
      if constexpr (is_float) {
        out[i] += whole[i];
      } else {
        out[i] += static_cast<int32_t>(whole[i] >> shift_of(Vectors));
      }
    }
    return out;
  }
  static constexpr float product(float factor, float share) noexcept { return factor * share; }
  static constexpr int32_t product(int16_t factor, uint32_t share) noexcept {
    return factor * static_cast<int32_t>(share);  // at most 2^30
  }
  /// So many products of 2^30, shifted by it, are at most 2^30.
  static constexpr int shift_of(size_t vectors) noexcept {
    int shift = 0;
    while ((uint32_t{1} << shift) < vectors) ++shift;
    return shift;
  }
};

}  // namespace mote
