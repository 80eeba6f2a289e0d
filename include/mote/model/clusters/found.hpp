// found.hpp - centres in RAM, what belongs to each, and how they move. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/number/compensated_sum.hpp"

namespace mote::detail::model {

/// The centres so far. `offset` has what a mean is more than the centre: while rows are assigned
/// the sum of their distances from it, and between samples what rounding lost of it.
template <class Model>
struct found_clusters {
  using search = typename Model::search;
  static constexpr size_t features = Model::features, most = Model::classes;

  Model model{};
  array<array<float, features>, most> offset{};
  array<uint32_t, most> count{};
  array<float, features> farthest{};  // of the rows that were assigned: the farthest one
  float apart = 0;                    // the square of its distance
  size_t home = 0;                    // the cluster that it is in

  constexpr size_t size() const noexcept { return model.centres.size(); }
  constexpr void clear() noexcept { model.centres.clear(); }
  constexpr void add(const float* x, uint32_t samples) noexcept {
    const size_t k = size();
    model.centres.resize(k + 1);
    for (size_t i = 0; i < features; ++i) model.centres[k][i] = x[i];
    offset[k] = {};
    count[k] = samples;
  }
  /// The square of the distance from the nearest centre.
  constexpr float distance(const float* x) const noexcept { return model.weigh(x).distances[0]; }

  /// Every row to its nearest centre. The sum of their squared distances.
  template <class Rows>
  float assign(const Rows& rows) noexcept {
    for (size_t k = 0; k < size(); ++k) {
      offset[k] = {};
      count[k] = 0;
    }
    apart = -1;
    compensated_sum sum;
    for (const auto& row : rows) {
      const auto nearest = model.weigh(&row.x[0]);
      const size_t k = nearest.places[0];
      for (size_t i = 0; i < features; ++i) offset[k][i] += row.x[i] - model.centres[k][i];
      ++count[k];
      sum.add(nearest.distances[0]);
      if (nearest.distances[0] > apart) {
        apart = nearest.distances[0];
        home = k;
        for (size_t i = 0; i < features; ++i) farthest[i] = row.x[i];
      }
    }
    return sum.value();
  }
  constexpr bool has_empty() const noexcept {
    for (size_t k = 0; k < size(); ++k) {
      if (count[k] == 0) return true;
    }
    return false;
  }
  /// Each centre to the mean of what was assigned to it; the first that is empty to the farthest
  /// row, which its cluster then has no more.
  void move_to_means() noexcept {
    for (size_t k = 0; k < size() && apart > 0; ++k) {
      if (count[k] != 0) continue;
      for (size_t i = 0; i < features; ++i) {
        offset[home][i] -= farthest[i] - model.centres[home][i];
        model.centres[k][i] = farthest[i];
      }
      --count[home];
      break;
    }
    for (size_t k = 0; k < size(); ++k) {
      if (count[k] == 0) continue;
      const float share = 1.0f / static_cast<float>(count[k]);
      for (size_t i = 0; i < features; ++i) model.centres[k][i] += offset[k][i] * share;
    }
  }
  void forget_rests() noexcept { offset = {}; }

  /// The nearest centre a step towards x: 1 / count of the way, of at most `memory`, if it is not
  /// 0.
  void move_nearest(const float* x, uint32_t memory) noexcept {
    const size_t k = model.weigh(x).places[0];
    if (count[k] < (memory == 0 ? 0xFFFFFFFFu : memory)) ++count[k];
    const float share = 1.0f / static_cast<float>(count[k]);
    for (size_t i = 0; i < features; ++i) {
      float& centre = model.centres[k][i];
      float& rest = offset[k][i];
      const float step = ((x[i] - centre) - rest) * share + rest;
      const float next = centre + step;
      rest = step - (next - centre);
      centre = next;
    }
  }

  /// See state.hpp.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(model.centres, offset, count);
  }
};

}  // namespace mote::detail::model
