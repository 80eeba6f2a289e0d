// kmeans.hpp - the centre that is nearest, and how far it is. Floor 2.
//
//     inline constexpr mote::kmeans<label, int16_t, 4, 3> model{{{...}}, 2047};   // mote.convert
//     mote::predict(model, x)    // the cluster
//     mote::score(model, x)      // the distance from its centre: the larger, the stranger x is
// Found on the chip, from rows or sample by sample: learning_kmeans, in clusters/.
#pragma once

#include "clusters/learning_kmeans.hpp"
#include "model.hpp"
#include "neighbours/flash_rows.hpp"
#include "neighbours/search.hpp"
#include "rows.hpp"

namespace mote {

/// The nearest of Centres rows; of two as near the lower.
///
/// Sample   float, int8_t, int16_t
/// Shape    Rows is `fixed` (a constant), or `bounded` (in RAM: up to Centres)
/// Range    integers: every value. Float: what is beyond it, or NaN, is as far as float reaches
/// State    of a constant none; on AVR by predict<model>(x): predict(model, x) copies it to RAM
/// Time     Centres * Features differences; a row is left once it is too far
/// Target   integers bit-exact, but the distance, which is a float within 2^-23 of itself
/// Source   sklearn.cluster.KMeans, sklearn.neighbors.NearestCentroid
template <class Label, class Sample, size_t Features, size_t Centres,
          knn_metric Metric = knn_metric::euclidean, template <class, size_t> class Rows = fixed>
struct kmeans {
  static_assert(traits::same<Sample, float> || traits::same<Sample, int16_t> ||
                    traits::same<Sample, int8_t>,
                "centres are of float, int16_t or int8_t: convert all others");
  static_assert(Metric != knn_metric::cosine,
                "centres have no angle: use knn_metric::euclidean, manhattan or chebyshev");

  using search = detail::model::knn_search<Sample, Features, Centres, 1, Metric>;
  using label = Label;
  using feature_type = Sample;
  using evidence = typename search::found_type;
  static constexpr size_t features = Features, classes = Centres, entries = Centres * Features;

  Rows<array<Sample, Features>, Centres> centres;
  uint16_t reach;  // of int16_t, euclidean: no value of a centre is larger; else unused

  /// Its file: model_reader.hpp.
  template <class File>
  constexpr void records(File& file) noexcept {
    file.model("kmeans", detail::model::metric_name(Metric));
    if constexpr (search::has_reach) file.line("reach", reach);
    file.lines("centre", centres);
  }
  /// True when every number is finite, and none beyond `reach`. For static_assert; in pieces,
  /// entries `from` to `to` - 1, where a compiler limits the steps of one.
  constexpr bool valid(size_t from = 0, size_t to = entries) const noexcept {
    for (size_t at = from; at < to && at < centres.size() * Features; ++at) {
      if (!search::is_sound(centres[at / Features][at % Features], reach)) return false;
    }
    return true;
  }
  /// Of rows in RAM: there is one.
  template <class R = Rows<array<Sample, Features>, Centres>>
  constexpr auto ready() const noexcept -> decltype(R::capacity() != 0) {
    return centres.size() != 0;
  }

  constexpr evidence weigh(const Sample* x) const noexcept {
    return search::nearest(centres, reach, x);
  }
  constexpr Label decide(const evidence& found) const noexcept {
    return static_cast<Label>(found.places[0]);
  }
  constexpr float score(const evidence& found) const noexcept {
    return search::real(found.distances[0]);
  }
};

namespace detail::model {
template <const auto& Model>
struct centres_of {
  static constexpr const auto& rows() noexcept { return Model.centres; }
};
}  // namespace detail::model

/// The same search; where flash is apart, along centres that stay there.
template <const auto& Model, class Label, class Sample, size_t Features, size_t Centres,
          knn_metric Metric>
struct in_code_as<Model, kmeans<Label, Sample, Features, Centres, Metric, fixed>> {
  static constexpr auto weigh(const Sample* x) noexcept {
    using namespace detail::model;
    static_assert(sound<Model>(), "the model is damaged: convert it again");
    if constexpr (kernel::flash_is_apart) {
      using flash_type = kmeans<Label, Sample, Features, Centres, Metric, knn_flash_rows>;
      return flash_type{{kernel::in_flash<knn_numbers_of<centres_of<Model>>>()}, Model.reach}.weigh(
          x);
    } else {
      return Model.weigh(x);
    }
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept { return Model; }
};

}  // namespace mote
