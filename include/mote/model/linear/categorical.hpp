// categorical.hpp - naive Bayes of features that are categories. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/numeric.hpp"
#include "../../core/traits.hpp"
#include "../neighbours/flash_rows.hpp"
#include "flash_parts.hpp"
#include "rule.hpp"

namespace mote {

/// The class whose start and logarithms, one for the category of each feature, have the largest
/// sum.
///
///     inline constexpr mote::array<uint16_t, 2> categories{{3, 2}};  // 0, 1, 2; and 0, 1
///     inline constexpr mote::categorical_naive_bayes<label, int8_t, 2, categories> model{...};
///
/// Sample   float; int8_t and int16_t with logarithms of the same type and sums of 32 bits
/// Shape    Categories: how many each feature has. Rows: of the first feature a row for each of its
///          categories, then of the second, ...; in a row a logarithm a class
/// Range    every sample: what is no category of its feature adds nothing, fractions are cut off
/// State    of a constant none; on AVR by predict<model>(x): predict(model, x) copies it to RAM
/// Time     a sum a feature and class; predict_proba an exponential a class
/// Target   integers: bit-exact. float: within features * 2^-24 of the sum of sizes
/// Source   sklearn.naive_bayes.CategoricalNB
template <class Label, class Sample, size_t Classes, const auto& Categories>
struct categorical_naive_bayes : linear_rule<link::softmax, Label, Sample, Classes> {
  static_assert(traits::takes_samples<categorical_naive_bayes, Sample>);
  static_assert(!traits::same<Sample, int32_t>,
                "categories are numbered in float, int8_t or int16_t: int16_t has 32768 of them");
  static_assert(Classes > 1, "categorical_naive_bayes tells at least two classes apart");

  using rule_type = linear_rule<link::softmax, Label, Sample, Classes>;
  using label = Label;
  using feature_type = Sample;
  using sum = typename rule_type::sum;
  using evidence = array<sum, Classes>;
  using probability = probability_t<Sample>;
  static constexpr size_t features = Categories.size();
  static constexpr size_t total = [] {
    size_t rows = 0;
    for (const auto count : Categories) rows += count;
    return rows;
  }();
  static constexpr size_t entries = total * Classes;

  array<sum, Classes> start;
  array<array<Sample, Classes>, total> rows;

  /// Its file: model_reader.hpp.
  template <class File>
  constexpr void records(File& file) noexcept {
    file.model("categorical_naive_bayes", Categories);
    rule_type::records(file);
    file.line("start", start);
    file.lines("category", rows);
  }
  /// True when every number is finite; of integers, when no sample makes a sum leave 32 bits. For
  /// static_assert; in pieces, entries `from` to `to` - 1, where a compiler limits the steps.
  constexpr bool valid(size_t from = 0, size_t to = entries) const noexcept {
    if (!rule_type::valid()) return false;
    for (size_t k = 0; from == 0 && k < Classes; ++k) {
      if (!fits(start[k], (uint64_t{1} << 31) - 1 - features * most)) return false;
    }
    for (size_t at = from; at < to && at < entries; ++at) {
      if (!fits(rows[at / Classes][at % Classes], most)) return false;
    }
    return true;
  }
  constexpr evidence weigh(const Sample* x) const noexcept {
    return along(x, start, Categories, rows);
  }
  /// The same of numbers that may lie in flash.
  template <class Start, class Counts, class Table>
  MOTE_ALWAYS_INLINE static constexpr evidence along(const Sample* x, const Start& from,
                                                     const Counts& counts,
                                                     const Table& table) noexcept {
    evidence sums{};
    for (size_t k = 0; k < Classes; ++k) sums[k] = from[k];
    size_t first = 0;
    for (size_t i = 0; i < features; ++i) {
      const size_t count = counts[i];
      if (x[i] >= 0 && x[i] < static_cast<limit>(count)) {
        const auto& row = table[first + static_cast<size_t>(x[i])];
        for (size_t k = 0; k < Classes; ++k) sums[k] += row[k];
      }
      first += count;
    }
    return sums;
  }
  MOTE_ALWAYS_INLINE constexpr const rule_type& rule() const noexcept { return *this; }

 private:
  static constexpr bool is_float = traits::same<Sample, float>;
  using limit = traits::choose_t<is_float, float, int32_t>;
  static constexpr uint64_t most = is_float ? 0 : uint64_t{1} << (8 * sizeof(Sample) - 1);
  static_assert(is_float || features < 65536,
                "sums of 32 bits hold 65535 features: use float, or fewer of them");

  static constexpr bool fits(sum value, [[maybe_unused]] uint64_t size) noexcept {
    if constexpr (is_float) {
      return value >= numeric<float>::lowest && value <= numeric<float>::highest;
    } else {
      return static_cast<uint64_t>(value < 0 ? -int64_t{value} : int64_t{value}) <= size;
    }
  }
};

namespace detail::linear {
template <const auto& Categories>
struct counts_of {
  static constexpr const auto& values() noexcept { return Categories; }
};
}  // namespace detail::linear

/// The walk again; where flash is apart, along rows that stay there.
template <const auto& Model, class Label, class Sample, size_t Classes, const auto& Categories>
struct in_code_as<Model, categorical_naive_bayes<Label, Sample, Classes, Categories>> {
  static constexpr auto weigh(const Sample* x) noexcept {
    using namespace detail::model;
    static_assert(sound<Model>(), "the model is damaged: convert it again");
    if constexpr (kernel::flash_is_apart) {
      using table = knn_flash_rows<array<Sample, Classes>, model_of<Model>::total>;
      return model_of<Model>::along(x, kernel::in_flash<detail::linear::start_of<Model>>(),
                                    kernel::in_flash<detail::linear::counts_of<Categories>>(),
                                    table{kernel::in_flash<knn_numbers_of<knn_rows_of<Model>>>()});
    } else {
      return Model.weigh(x);
    }
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept {
    return detail::linear::rule_of<Model>;
  }
};

}  // namespace mote
