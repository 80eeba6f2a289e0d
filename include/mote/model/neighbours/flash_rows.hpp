// flash_rows.hpp - the rows of a constant neighbour search, left in flash. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/row/in_flash.hpp"

namespace mote::detail::model {

/// The numbers of all rows of a table in one, for kernel::in_flash: of what Table::rows() gives.
template <class Table>
struct knn_numbers_of {
  using row = traits::remove_cvref_t<decltype(Table::rows()[0])>;
  static constexpr size_t width = row{}.size();
  static constexpr auto make() noexcept {
    array<typename row::value_type, Table::rows().size() * width> all{};
    for (size_t at = 0; at < all.size(); ++at) all[at] = Table::rows()[at / width][at % width];
    return all;
  }
  static constexpr auto numbers = make();
  static constexpr const auto& values() noexcept { return numbers; }
};
template <const auto& Model>
struct knn_rows_of {
  static constexpr const auto& rows() noexcept { return Model.rows; }
};
template <const auto& Model>
struct knn_answers_of {
  using model = traits::remove_cvref_t<decltype(Model)>;
  using answer = typename model::kind::answer;
  static constexpr auto make() noexcept {
    array<answer, model::capacity> all{};
    for (size_t i = 0; i < all.size(); ++i) all[i] = Model.answers[i];
    return all;
  }
  static constexpr auto numbers = make();
  static constexpr const auto& values() noexcept { return numbers; }
};

/// A pointer to numbers in flash in the place of `fixed` rows: here of answers.
template <class Row, size_t N>
struct knn_flash_rows {
  kernel::flash_pointer<Row> first;

  constexpr kernel::flash_pointer<Row> data() const noexcept { return first; }
};
template <class T, size_t Features, size_t N>
struct knn_flash_rows<array<T, Features>, N> {
  kernel::flash_pointer<T> first;

  static constexpr size_t size() noexcept { return N; }
  constexpr kernel::flash_row<T, Features> operator[](size_t i) const noexcept {
    return {first + i * Features};
  }
};

}  // namespace mote::detail::model
