// flash_rows.hpp - the curves of a constant model, left in flash. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/row/in_flash.hpp"
#include "../model.hpp"
#include "gaussian.hpp"

namespace mote::detail::model {

/// Takes numbers as a row lists them for its file, and keeps all in one array.
template <size_t Count>
struct number_list {
  array<float, Count> all{};
  size_t used = 0;

  template <class... Parts>
  constexpr void operator()(const Parts&... parts) noexcept {
    (add(parts), ...);
  }
  constexpr void add(float number) noexcept { all[used++] = number; }
  template <size_t N>
  constexpr void add(const array<float, N>& numbers) noexcept {
    for (const float number : numbers) add(number);
  }
};

/// The numbers of all rows of a constant model, for kernel::in_flash.
template <const auto& Model>
struct numbers_of {
  using row = traits::remove_cvref_t<decltype(Model.rows[0])>;
  static constexpr size_t each = sizeof(row) / sizeof(float);
  static constexpr auto make() noexcept {
    number_list<Model.rows.size() * each> list{};
    for (row one : Model.rows) one.numbers(list);
    return list.all;
  }
  static constexpr auto numbers = make();
  static constexpr const auto& values() noexcept { return numbers; }
};

/// A row that begins at a number in flash, in the place of Row.
template <class Row>
struct row_in_flash;
template <size_t Features>
struct row_in_flash<gaussian<Features>> {
  kernel::flash_row<float, Features> mean, precision;
  float start;

  explicit constexpr row_in_flash(kernel::flash_pointer<float> at) noexcept
      : mean{at}, precision{at + Features}, start{at[2 * Features]} {}
};

/// Of every kind of row the density in its place.
template <class Row>
constexpr float log_density(const row_in_flash<Row>& row, const float* x) noexcept {
  return density_of<Row>::at(row, x);
}

template <class Row>
struct flash_rows {
  kernel::flash_pointer<float> first;

  constexpr row_in_flash<Row> operator[](size_t k) const noexcept {
    return row_in_flash<Row>{first + k * (sizeof(Row) / sizeof(float))};
  }
};

/// The walk of a model of curves again; where flash is apart, along rows that stay there.
template <const auto& Model>
struct curves_in_code {
  static constexpr auto weigh(const float* x) noexcept {
    static_assert(sound<Model>(), "the model is damaged: convert it again");
    if constexpr (kernel::flash_is_apart) {
      using source = numbers_of<Model>;
      return log_densities<Model.rows.size()>(
          flash_rows<typename source::row>{kernel::in_flash<source>()}, x);
    } else {
      return Model.weigh(x);
    }
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept { return Model; }
};

}  // namespace mote::detail::model
