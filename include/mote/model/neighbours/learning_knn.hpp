// learning_knn.hpp - nearest neighbours that grow on the chip, in fixed memory. Floor 2.
//
//     mote::learning_knn<mote::knn_classifier<gesture, 4, int16_t, 6, 50, 3>> model;
//     if (const mote::status s = model.partial_fit(x, gesture::shake); !s) report(s.message());
//     if (gesture out; mote::predict(model, x, out)) use(out);
// The state of what was learnt outlives a reset of the chip: state.hpp.
#pragma once

#include "../model.hpp"
#include "redundant.hpp"
#include "search.hpp"

namespace mote {

/// Which row goes where there is no room for a new one: the one that came first; or, of the two
/// rows of one answer that are nearest to each other, the new one among them, the first.
enum class knn_replaces : uint8_t { oldest, redundant };

/// A knn_classifier, knn_regressor or knn_novelty whose rows come one after the other, in RAM.
///
/// Sample   as the model's; of the cosine metric rows of any norm but 0, which are divided by it
/// State    the model with `bounded` rows and two counters: N * (Features samples + an answer)
/// Time     partial_fit: oldest a row copied; redundant N * N / 2 distances once it is full
/// Errors   status_code::empty before the first sample, of what answers into an `out`
/// Target   as the model's
template <class Model, knn_replaces Replaces = knn_replaces::oldest>
class learning_knn {
 public:
  using model_type = typename Model::in_ram;
  using kind = typename Model::kind;
  using answer = typename kind::answer;
  using feature_type = typename Model::feature_type;
  using evidence = typename Model::evidence;
  using probability = typename Model::probability;
  static constexpr size_t features = Model::features, capacity = Model::capacity;
  static constexpr char family[] = "learning_knn";

  /// One more sample and what it stands for; of a knn_novelty the sample alone.
  /// Errors: label (y is no class), number (a feature or y is not finite, or of the cosine metric
  /// all are 0); nothing changed then
  template <class Sample>
  status partial_fit(const Sample& x, answer y) noexcept {
    const feature_type* sample = detail::model::sample_of<learning_knn>(x);
    if (const status_code code = check(sample, y); code != status_code::ok) return code;
    learn(sample, y);
    return {};
  }
  template <class Sample>
  status partial_fit(const Sample& x) noexcept {
    static_assert(!kind::has_answers, "a row stands for a class or a value: use partial_fit(x, y)");
    return partial_fit(x, answer{});
  }
  /// Forgets all, then learns every row in turn: the bits of partial_fit of each.
  /// Rows: `fixed`, `bounded` or a span of any type with x, a sample, and y, what it stands for.
  /// Errors: empty (no rows); label and number, with the row in line(); nothing changed then
  template <class Rows>
  status fit(const Rows& rows) noexcept {
    if (rows.size() == 0) return status_code::empty;
    uint32_t line = 0;
    for (const auto& row : rows) {
      const status_code code = check(detail::model::sample_of<learning_knn>(row.x), answer_of(row));
      if (++line; code != status_code::ok) return {code, line};
    }
    reset();
    for (const auto& row : rows) learn(&row.x[0], answer_of(row));
    return {};
  }
  /// Forgets all.
  constexpr void reset() noexcept {
    resize(0);
    oldest_ = 0;
    model_.reach = 0;
  }
  constexpr bool ready() const noexcept { return model_.ready(); }
  /// Rows that it holds, at most `capacity`.
  constexpr size_t size() const noexcept { return model_.rows.size(); }

  constexpr evidence weigh(const feature_type* x) const noexcept { return model_.weigh(x); }
  MOTE_ALWAYS_INLINE constexpr const model_type& rule() const noexcept { return model_; }

  /// See state.hpp.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    uint32_t known = static_cast<uint32_t>(size());
    archive.at_most(known, static_cast<uint32_t>(capacity));
    archive.at_most(oldest_, static_cast<uint32_t>(capacity - 1));
    if constexpr (Archive::restores) {
      reset_reach();
      resize(capacity);
    }
    for (size_t i = 0; i < capacity; ++i) {
      row_type row{};
      if (i < size()) row = model_.rows[i];
      archive(row);
      if constexpr (Archive::restores) {
        model_.rows[i] = row;
        if (i < known) widen(row.data());
      }
      if constexpr (kind::has_answers) {
        answer y{};
        if (i < size()) y = model_.answers[i];
        kind::state(archive, y);
        if constexpr (Archive::restores) model_.answers[i] = y;
      }
    }
    if constexpr (Archive::restores) resize(static_cast<size_t>(known));
  }

 private:
  using row_type = typename Model::row_type;
  static constexpr bool is_angle = Model::search::is_angle;

  template <class Row>
  static constexpr answer answer_of(const Row& row) noexcept {
    if constexpr (kind::has_answers) {
      return row.y;
    } else {
      return answer{};
    }
  }
  static constexpr float norm_of(const feature_type* x) noexcept {
    float sum = 0;
    for (size_t i = 0; i < features; ++i)
      sum += static_cast<float>(x[i]) * static_cast<float>(x[i]);
    return sqrt(sum);
  }
  static status_code check(const feature_type* x, [[maybe_unused]] answer y) noexcept {
    for (size_t i = 0; i < features; ++i) {
      if (!Model::search::is_finite(x[i])) return status_code::number;
    }
    if constexpr (is_angle) {
      const float norm = norm_of(x);
      if (!(norm > 0) || !(1 / norm > 0)) return status_code::number;
    }
    if constexpr (kind::has_answers) {
      if (!kind::sound(y)) return kind::has_classes ? status_code::label : status_code::number;
    }
    return status_code::ok;
  }

  void learn(const feature_type* x, [[maybe_unused]] answer y) noexcept {
    row_type row{};
    for (size_t i = 0; i < features; ++i) row[i] = x[i];
    if constexpr (is_angle) {
      const float norm = norm_of(x);
      for (auto& value : row) value /= norm;
    }
    size_t at = size();
    if (at < capacity) {
      resize(at + 1);
    } else if (Replaces == knn_replaces::redundant) {
      at = detail::model::redundant_row(model_, row, y);
    } else {
      at = static_cast<size_t>(oldest_);
      oldest_ = static_cast<uint32_t>(at + 1 == capacity ? 0 : at + 1);
    }
    model_.rows[at] = row;
    if constexpr (kind::has_answers) model_.answers[at] = y;
    widen(row.data());
  }
  constexpr void widen([[maybe_unused]] const feature_type* x) noexcept {
    if constexpr (Model::search::has_reach) {
      const uint32_t most = kernel::reach<features>(x);
      if (most > model_.reach) model_.reach = static_cast<uint16_t>(most);
    }
  }
  constexpr void reset_reach() noexcept { model_.reach = 0; }
  constexpr void resize(size_t rows) noexcept {
    model_.rows.resize(rows);
    if constexpr (kind::has_answers) model_.answers.resize(rows);
  }

  model_type model_{};
  uint32_t oldest_ = 0;
};

}  // namespace mote
