// flash_rows.hpp - the curves of a constant naive Bayes, left in flash. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../kernel/row/in_flash.hpp"
#include "gaussian.hpp"

namespace mote::detail::model {

/// The numbers of a constant model in one row, for kernel::in_flash: means, precisions and start
/// of a class after those of another.
template <const auto& Model, size_t Features, size_t Classes>
struct numbers_of {
  static constexpr array<float, Classes*(2 * Features + 1)> make() noexcept {
    array<float, Classes*(2 * Features + 1)> all{};
    size_t used = 0;
    for (const auto& row : Model.rows) {
      for (const float mean : row.mean) all[used++] = mean;
      for (const float precision : row.precision) all[used++] = precision;
      all[used++] = row.start;
    }
    return all;
  }
  static constexpr auto numbers = make();
  static constexpr const auto& values() noexcept { return numbers; }
};

/// Such a row in the place of `fixed` rows.
template <class Row, size_t Classes>
struct flash_rows {
  static constexpr size_t features = features_of<Row>;
  struct row {
    kernel::flash_pointer<float> mean, precision;
    float start;
  };
  kernel::flash_pointer<float> first;

  static constexpr size_t size() noexcept { return Classes; }
  constexpr row operator[](size_t k) const noexcept {
    const auto mean = first + k * (2 * features + 1);
    return {mean, mean + features, mean[2 * features]};
  }
};

}  // namespace mote::detail::model
