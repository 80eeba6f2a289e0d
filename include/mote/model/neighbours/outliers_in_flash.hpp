// outliers_in_flash.hpp - the rows that outliers are told by, left in flash. Floor 2.
#pragma once

#include "../model.hpp"
#include "flash_rows.hpp"
#include "outliers.hpp"

namespace mote {

namespace detail::model {
template <const auto& Model>
struct radii_of {
  static constexpr const auto& values() noexcept { return Model.radii; }
};
template <const auto& Model>
struct densities_of {
  static constexpr const auto& values() noexcept { return Model.densities; }
};
/// What decides, along numbers that stay in flash.
template <const auto& Model>
struct outliers_in_flash {
  using model = model_of<Model>;
  static constexpr float least = Model.least, limit = Model.limit;

  constexpr float score(const typename model::evidence& found) const noexcept {
    return model::score_of(found, kernel::in_flash<radii_of<Model>>(),
                           kernel::in_flash<densities_of<Model>>(), least);
  }
  constexpr auto decide(const typename model::evidence& found) const noexcept {
    return static_cast<typename model::label>(score(found) >= limit ? 1 : 0);
  }
};
template <const auto& Model>
inline constexpr outliers_in_flash<Model> outliers_rule_of{};
}  // namespace detail::model

/// The same search; where flash is apart, along rows that stay there.
template <const auto& Model, class Label, class Sample, size_t Features, size_t N, size_t K,
          knn_metric Metric>
struct in_code_as<Model, local_outlier_factor<Label, Sample, Features, N, K, Metric>> {
  static constexpr auto weigh(const Sample* x) noexcept {
    using namespace detail::model;
    static_assert(sound<Model>(), "the model is damaged: convert it again");
    if constexpr (kernel::flash_is_apart) {
      using rows = knn_flash_rows<array<Sample, Features>, N>;
      constexpr auto reach = Model.reach;
      return model_of<Model>::search::nearest(
          rows{kernel::in_flash<knn_numbers_of<knn_rows_of<Model>>>()}, reach, x);
    } else {
      return Model.weigh(x);
    }
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept {
    if constexpr (kernel::flash_is_apart) {
      return detail::model::outliers_rule_of<Model>;
    } else {
      return Model;
    }
  }
};

}  // namespace mote
