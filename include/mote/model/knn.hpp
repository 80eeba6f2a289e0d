// knn.hpp - the nearest of the rows that were seen: a class, a value, or how far they are. Floor 2.
//
// Trained elsewhere, a constant:
//     inline constexpr mote::knn_classifier<label, 3, int16_t, 4, 100, 5> model{...};
//     mote::predict(model, x), mote::predict_proba(model, x), mote::score(model, x)
// mote.convert writes it. Learnt on the chip: mote::learning_knn.
#pragma once

#include "file/lines.hpp"
#include "model.hpp"
#include "neighbours/answers.hpp"
#include "neighbours/flash_rows.hpp"
#include "neighbours/learning_knn.hpp"
#include "neighbours/outliers_in_flash.hpp"
#include "neighbours/search.hpp"
#include "rows.hpp"

namespace mote {

/// K nearest neighbours; its front doors are knn_classifier, knn_regressor and knn_novelty.
///
/// Sample   float, int8_t, int16_t; of the cosine metric float, and its rows have norm 1 (or 0)
/// Shape    Rows is `fixed` (a constant: exactly N of them) or `bounded` (in RAM: up to N)
/// Range    integers: every value. Float: what is beyond it, or NaN, is as far as float reaches;
///          a sample of zeros, which has no angle, is as far from every row
/// State    the rows and their answers; on AVR by predict<model>(x) they stay in flash
/// Time     N * Features differences; none is sorted; a row is left once it is too far
/// Target   integers bit-exact, but for weights by distance and values, which are float. Of rows as
///          far as the K-th, the first ones count; of classes with as many votes, the lowest
/// Source   sklearn.neighbors, algorithm="brute"
template <class Kind, class Sample, size_t Features, size_t N, size_t K, knn_metric Metric,
          knn_weights Weights, template <class, size_t> class Rows>
struct knn {
  using search = detail::model::knn_search<Sample, Features, N, K, Metric>;
  using kind = Kind;
  using in_ram = knn<Kind, Sample, Features, N, K, Metric, Weights, bounded>;
  using feature_type = Sample;
  using evidence = typename search::found_type;
  static constexpr bool weighted = Weights == knn_weights::distance;
  using probability = traits::choose_t<search::exact && !weighted, uint16_t, float>;
  using row_type = array<Sample, Features>;
  using answers_type = typename traits::choose_t<Kind::has_answers, Rows<typename Kind::answer, N>,
                                                 detail::model::no_knn_answers<Kind, N>>;
  static constexpr size_t features = Features, classes = Kind::classes;
  static constexpr size_t capacity = N, entries = N * Features;

  Rows<row_type, N> rows;
  answers_type answers;  // of knn_novelty none
  uint16_t reach;        // of int16_t, euclidean: no value of a row is larger; else unused

  /// Its file: model_reader.hpp.
  template <class File>
  constexpr void records(File& file) noexcept {
    file.model("knn", Kind::name, detail::model::metric_name(Metric),
               weighted ? "distance" : "uniform", Kind::classes, K);
    if constexpr (search::has_reach) file.line("reach", reach);
    if constexpr (Kind::has_classes) {
      file.lines("row", rows, detail::model::labels_of<Kind::classes>(answers));
    } else if constexpr (Kind::has_answers) {
      file.lines("row", rows, answers);
    } else {
      file.lines("row", rows);
    }
  }
  /// True when every number is finite, every label one of Classes, and none beyond `reach`. For
  /// static_assert; in pieces, entries `from` to `to` - 1, where a compiler limits the steps.
  constexpr bool valid(size_t from = 0, size_t to = entries) const noexcept {
    for (size_t at = from; at < to && at < rows.size() * Features; ++at) {
      const Sample x = rows[at / Features][at % Features];
      if (!search::is_sound(x, reach)) return false;
      if constexpr (Kind::has_answers) {
        if (at % Features == 0 && !Kind::sound(answers[at / Features])) return false;
      }
    }
    return true;
  }
  /// Of rows in RAM: there is one.
  template <class R = Rows<row_type, N>>
  constexpr auto ready() const noexcept -> decltype(R::capacity() != 0) {
    return rows.size() != 0;
  }

  constexpr evidence weigh(const Sample* x) const noexcept {
    return search::nearest(rows, reach, x);
  }
  constexpr auto decide(const evidence& found) const noexcept {
    if constexpr (Kind::has_answers) {
      return Kind::decide(found, answers.data(), weights_of(found));
    } else {
      float sum = 0;
      for (size_t i = 0; i < found.count; ++i) sum += search::real(found.distances[i]);
      return sum / static_cast<float>(found.count);
    }
  }
  /// The distances of the K nearest rows, nearest first; where there are fewer, the highest float.
  constexpr array<float, K> score(const evidence& found) const noexcept {
    array<float, K> out{};
    for (size_t i = 0; i < K; ++i)
      out[i] = i < found.count ? search::real(found.distances[i]) : search::highest;
    return out;
  }
  template <class Probability>
  constexpr auto proba(const evidence& found) const noexcept {
    static_assert(Kind::has_classes,
                  "only a knn_classifier has probabilities: use predict, or score");
    const auto sums = Kind::sums(found, answers.data(), weights_of(found));
    array<Probability, Kind::classes> out{};
    if constexpr (weighted) {
      float whole = 0;
      for (const float sum : sums) whole += sum;
      for (size_t i = 0; i < out.size(); ++i) out[i] = sums[i] / whole;
    } else {
      for (size_t i = 0; i < out.size(); ++i) {
        out[i] = ratio<Probability>(sums[i], static_cast<uint32_t>(found.count));
      }
    }
    return out;
  }

 private:
  struct ones {
    constexpr uint32_t operator[](size_t) const noexcept { return 1; }
  };
  static constexpr auto weights_of([[maybe_unused]] const evidence& found) noexcept {
    if constexpr (weighted) {
      return search::shares(found);
    } else {
      return ones{};
    }
  }
};

/// The class with the most neighbours, each counted by its weight. Label k is class k.
template <class Label, size_t Classes, class Sample, size_t Features, size_t N, size_t K,
          knn_metric Metric = knn_metric::euclidean, knn_weights Weights = knn_weights::uniform,
          template <class, size_t> class Rows = fixed>
using knn_classifier =
    knn<detail::model::knn_votes<Label, Classes>, Sample, Features, N, K, Metric, Weights, Rows>;

/// The mean of the neighbours' values, a float, each counted by its weight.
template <class Sample, size_t Features, size_t N, size_t K,
          knn_metric Metric = knn_metric::euclidean, knn_weights Weights = knn_weights::uniform,
          template <class, size_t> class Rows = fixed>
using knn_regressor = knn<detail::model::knn_values, Sample, Features, N, K, Metric, Weights, Rows>;

/// How new a sample is: the mean distance of its K nearest rows, a float.
template <class Sample, size_t Features, size_t N, size_t K,
          knn_metric Metric = knn_metric::euclidean, template <class, size_t> class Rows = fixed>
using knn_novelty =
    knn<detail::model::knn_distances, Sample, Features, N, K, Metric, knn_weights::uniform, Rows>;

/// The same search; where flash is apart, along rows that stay there.
template <const auto& Model, class Kind, class Sample, size_t Features, size_t N, size_t K,
          knn_metric Metric, knn_weights Weights>
struct in_code_as<Model, knn<Kind, Sample, Features, N, K, Metric, Weights, fixed>> {
  template <class X>
  static constexpr auto weigh(const X* x) noexcept {
    static_assert(detail::model::sound<Model>(), "the model is damaged: convert it again");
    if constexpr (kernel::flash_is_apart) {
      return made().weigh(x);
    } else {
      return Model.weigh(x);
    }
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept {
    if constexpr (kernel::flash_is_apart) {
      return in_flash;
    } else {
      return Model;
    }
  }

 private:
  static constexpr auto made() noexcept {
    using namespace detail::model;
    using flash_type = knn<Kind, Sample, Features, N, K, Metric, Weights, knn_flash_rows>;
    constexpr auto rows = kernel::in_flash<knn_numbers_of<knn_rows_of<Model>>>();
    if constexpr (Kind::has_answers) {
      return flash_type{{rows}, {kernel::in_flash<knn_answers_of<Model>>()}, Model.reach};
    } else {
      return flash_type{{rows}, {}, Model.reach};
    }
  }
  /// Made anew for each call: a static object that holds addresses in flash was read wrong as Clang
  /// 14 compiles it for AVR.
  struct rule_in_flash {
    template <class Evidence>
    constexpr auto decide(const Evidence& found) const noexcept {
      return made().decide(found);
    }
    template <class Evidence>
    constexpr auto score(const Evidence& found) const noexcept {
      return made().score(found);
    }
    template <class Probability, class Evidence>
    constexpr auto proba(const Evidence& found) const noexcept {
      return made().template proba<Probability>(found);
    }
  };
  static constexpr rule_in_flash in_flash{};
};

}  // namespace mote
