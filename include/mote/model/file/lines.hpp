// lines.hpp - how a model says what stands in the lines of its file. Floor 2.
//
//     template <class File>
//     constexpr void records(File& file) noexcept {
//       file.model("knn", "classifier", size_t{5});  // words and counts that must be the program's
//       file.line("reach", reach);                   // a record of one line
//       file.lines("row", answers, rows);            // a line for each, of one and the other
//     }
// A line holds numbers, arrays of numbers, and types with numbers(line), as these here.
#pragma once

#include "../../core/array.hpp"
#include "../../core/traits.hpp"

namespace mote::detail::model {

/// Labels, each below Classes: in a line the place of the class.
template <class Labels, size_t Classes>
struct label_rows {
  struct row {
    typename Labels::value_type& held;

    template <class Line>
    constexpr void numbers(Line& line) noexcept {
      line.label(held, Classes);
    }
  };
  Labels& held;

  constexpr size_t size() const noexcept { return held.size(); }
  constexpr row operator[](size_t i) noexcept { return {held[i]}; }
  template <class L = Labels>
  constexpr auto resize(size_t rows) noexcept -> decltype(traits::declared<L&>().resize(rows)) {
    return held.resize(rows);
  }
};
template <size_t Classes, class Labels>
constexpr label_rows<Labels, Classes> labels_of(Labels& held) noexcept {
  return {held};
}

/// Count rows of Width numbers that lie one after the other.
template <class T, size_t Width, size_t Count>
struct flat_rows {
  struct row {
    T* first;

    template <class Line>
    constexpr void numbers(Line& line) noexcept {
      line.row(first, Width);
    }
  };
  T* first;

  static constexpr size_t size() noexcept { return Count; }
  constexpr row operator[](size_t i) const noexcept { return {first + i * Width}; }
};
template <size_t Width, class T, size_t All>
constexpr flat_rows<T, Width, All / Width> rows_of(array<T, All>& held) noexcept {
  return {held.data()};
}

}  // namespace mote::detail::model
