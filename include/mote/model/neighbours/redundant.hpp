// redundant.hpp - the row that a full neighbour search misses least. Floor 2.
#pragma once

#include <stddef.h>

namespace mote::detail::model {

/// Of the two rows of one answer that are nearest to each other, the new one among them, the place
/// of the first; 0 where no two have one answer. Values are no answer that two must share.
///
/// Time     N * (N + 1) / 2 distances of those that share an answer
template <class Model, class Row, class Answer>
constexpr size_t redundant_row(const Model& model, const Row& added,
                               [[maybe_unused]] const Answer& answer) noexcept {
  constexpr size_t count = Model::capacity;
  auto least = Model::search::none();
  size_t place = 0;
  for (size_t i = 0; i < count; ++i) {
    for (size_t j = i + 1; j <= count; ++j) {
      if constexpr (Model::kind::has_classes) {
        if (model.answers[i] != (j < count ? model.answers[j] : answer)) continue;
      }
      const Row& other = j < count ? model.rows[j] : added;
      const auto apart = Model::search::between(model.rows[i].data(), other.data(), least);
      if (apart < least) {
        least = apart;
        place = i;
      }
    }
  }
  return place;
}

}  // namespace mote::detail::model
