// outliers.hpp - samples that lie less densely than the rows they are nearest to. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../rows.hpp"
#include "search.hpp"

namespace mote {

/// A sample is an outlier (label 0) where it lies so much less densely than its K nearest rows that
/// its score, scikit-learn's score_samples, is below `limit`: -1 is as densely, -2 half as densely.
///
///     inline constexpr mote::local_outlier_factor<label, float, 4, 75, 20> model{...};
///     mote::predict(model, x) == label::outlier
///
/// Sample   float, int8_t, int16_t; of the cosine metric float, and its rows have norm 1 (or 0)
/// Range    as of knn; a score beyond the range of float counts as the lowest float
/// State    none; on AVR by predict<model>(x): predict(model, x) copies it to RAM
/// Time     that of the K nearest, 2 K sums and a root each
/// Target   the neighbours as of knn; the score is float
/// Source   sklearn.neighbors.LocalOutlierFactor(novelty=True); M. Breunig, LOF (2000)
template <class Label, class Sample, size_t Features, size_t N, size_t K,
          knn_metric Metric = knn_metric::euclidean>
struct local_outlier_factor {
  using label = Label;
  using search = detail::model::knn_search<Sample, Features, N, K, Metric>;
  using feature_type = Sample;
  using evidence = typename search::found_type;
  static constexpr size_t features = Features, classes = 2, entries = N * Features;

  fixed<array<Sample, Features>, N> rows;
  array<float, N> radii;      // of each row the distance of its own K-th neighbour
  array<float, N> densities;  // and the reciprocal of the mean distance that it is reached from
  float least;                // what is added to a mean distance, which may be 0
  float limit;
  uint16_t reach;  // as of knn

  /// Its file: model_reader.hpp.
  template <class File>
  constexpr void records(File& file) noexcept {
    file.model("local_outlier_factor", detail::model::metric_name(Metric), K);
    file.line("limits", least, limit);
    if constexpr (search::has_reach) file.line("reach", reach);
    file.lines("row", rows, radii, densities);
  }
  /// True when every number is finite, every density above 0, and none beyond `reach`. For
  /// static_assert; in pieces, entries `from` to `to` - 1, where a compiler limits the steps.
  constexpr bool valid(size_t from = 0, size_t to = entries) const noexcept {
    for (size_t at = from; at < to && at < entries; ++at) {
      if (!search::is_sound(rows[at / Features][at % Features], reach)) return false;
      if (at % Features != 0) continue;
      const float radius = radii[at / Features], density = densities[at / Features];
      if (!(radius >= 0 && radius <= search::highest)) return false;
      if (!(density > 0 && density <= search::highest)) return false;
    }
    return least >= 0 && least <= search::highest && limit >= -search::highest &&
           limit <= search::highest;
  }
  constexpr evidence weigh(const Sample* x) const noexcept {
    return search::nearest(rows, reach, x);
  }
  constexpr Label decide(const evidence& found) const noexcept {
    return static_cast<Label>(score(found) >= limit ? 1 : 0);
  }
  constexpr float score(const evidence& found) const noexcept {
    return score_of(found, radii.data(), densities.data(), least);
  }
  /// The same of numbers that may lie in flash.
  template <class Pointer>
  static constexpr float score_of(const evidence& found, Pointer radii, Pointer densities,
                                  float least) noexcept {
    float apart = 0, dense = 0;
    for (size_t i = 0; i < K; ++i) {
      const auto place = found.places[i];
      const float distance = search::real(found.distances[i]), radius = radii[place];
      apart += distance > radius ? distance : radius;
      dense += densities[place];
    }
    constexpr auto count = static_cast<float>(K);
    const float factor = (dense / count) * (apart / count + least);
    return factor <= search::highest ? -factor : -search::highest;
  }
};

}  // namespace mote
