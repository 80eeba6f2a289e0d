// members.hpp - constant models that answer together: how each is asked. Floor 2.
#pragma once

#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../model.hpp"

namespace mote {

/// A constant model that is walked, with the names of in_code: what asks its members is written
/// once for both.
template <const auto& Model>
struct walked {
  template <class X>
  static constexpr auto weigh(const X* x) noexcept {
    return Model.weigh(x);
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept {
    return detail::model::rule_of(Model);
  }
};

/// The sample that all of the constant models take.
template <const auto& First, const auto&... Rest>
struct same_sample {
  using feature_type = typename model_of<First>::feature_type;
  static constexpr size_t features = model_of<First>::features;
  static_assert((traits::same<typename model_of<Rest>::feature_type, feature_type> && ...) &&
                    ((model_of<Rest>::features == features) && ...),
                "members of a combined model take the same sample: the same feature type, and as "
                "many features");
};

}  // namespace mote
