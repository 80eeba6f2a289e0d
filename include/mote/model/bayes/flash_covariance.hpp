// flash_covariance.hpp - curves of features that hang together, left in flash. Floor 2.
#pragma once

#include "covariance.hpp"
#include "flash_rows.hpp"

namespace mote::detail::model {

template <size_t Features>
struct row_in_flash<spherical_gaussian<Features>> {
  kernel::flash_row<float, Features> mean;
  float precision, start;

  explicit constexpr row_in_flash(kernel::flash_pointer<float> at) noexcept
      : mean{at}, precision{at[Features]}, start{at[Features + 1]} {}
};
template <size_t Features>
struct row_in_flash<full_gaussian<Features>> {
  static constexpr size_t entries = Features * (Features + 1) / 2;
  kernel::flash_row<float, Features> mean;
  kernel::flash_row<float, entries> factor;
  float start;

  explicit constexpr row_in_flash(kernel::flash_pointer<float> at) noexcept
      : mean{at}, factor{at + Features}, start{at[Features + entries]} {}
};

/// The numbers of a constant for kernel::in_flash: centre, factor, a mean and a start a component.
template <const auto& Model>
struct tied_numbers_of {
  static constexpr auto make() noexcept {
    number_list<sizeof(Model) / sizeof(float)> list{};
    list(Model.centre, Model.factor);
    for (auto one : Model.rows) one.numbers(list);
    return list.all;
  }
  static constexpr auto numbers = make();
  static constexpr const auto& values() noexcept { return numbers; }
};
template <size_t Features>
struct tied_flash_rows {
  struct row {
    kernel::flash_row<float, Features> mean;
    float start;
  };
  kernel::flash_pointer<float> first;

  constexpr row operator[](size_t k) const noexcept {
    const auto at = first + k * (Features + 1);
    return {{at}, at[Features]};
  }
};

}  // namespace mote::detail::model
