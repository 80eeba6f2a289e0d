// learning_kmeans.hpp - clusters that are found on the chip, in fixed memory. Floor 2.
//
//     mote::learning_kmeans<state, 8, 3> model;
//     if (const mote::status s = model.fit(rows); !s) report(s.message());    // all rows at once
//     if (const mote::status s = model.partial_fit(x); !s) report(...);       // one by one
//     if (state out; mote::predict(model, x, out)) use(out);
//     if (float away; mote::score(model, x, away) && away > limit) alarm();
// The state of what was learnt outlives a reset of the chip: state.hpp.
#pragma once

#include "../../core/status.hpp"
#include "../learning/check.hpp"
#include "../model.hpp"
#include "../neighbours/search.hpp"
#include "../rows.hpp"
#include "found.hpp"
#include "start.hpp"

namespace mote {

template <class Label, class Sample, size_t Features, size_t Centres, knn_metric Metric,
          template <class, size_t> class Rows>
struct kmeans;

/// k-means: fit chooses centres far apart and moves them until the rows are no nearer to them;
/// partial_fit moves the nearest centre towards one more sample.
///
/// Sample   float
/// State    Centres * (8 * Features + 4) + 4 * Features bytes, and seven numbers
/// Range    differences of samples whose squares are within float
/// Time     fit: a pass over the rows takes Centres distances a row; to choose takes
///          (3 + log2 Centres) passes a centre, to move one a round, of at most `rounds`; each of
///          `tries` and the best once more. partial_fit: Centres distances, a division a feature
/// Errors   status_code::empty before the first sample, of what answers into an `out`
/// Target   the sum of squared distances is within 1 % of scikit-learn's best of ten on the sets
///          of the test; the same seed and rows give the same centres
/// Source   D. Arthur, S. Vassilvitskii, k-means++, SODA 2007; S. Lloyd, IEEE Trans. IT 28, 1982;
///          D. Sculley, Web-scale k-means clustering, WWW 2010
template <class Label, size_t Features, size_t Centres>
class learning_kmeans {
 public:
  using model_type = kmeans<Label, float, Features, Centres, knn_metric::euclidean, bounded>;
  using label = Label;
  using feature_type = float;
  using evidence = typename model_type::evidence;
  static constexpr size_t features = Features, classes = Centres;
  static constexpr char family[] = "learning_kmeans";

  /// `memory`: a centre follows about so many of its newest samples, once it has had them; of 0 it
  /// is the mean of all.
  explicit constexpr learning_kmeans(uint32_t seed = 0, uint32_t memory = 0) noexcept
      : seed_{seed}, memory_{memory} {}

  /// Forgets all, then finds the centres of the rows. A cluster that is left without a row gets
  /// the one that is farthest from its centre. Of fewer different rows than Centres each is one.
  /// Rows: `fixed`, `bounded` or a span of any type with x, a sample.
  /// Errors: empty (no rows); number (a feature is not finite), with the row in line(); nothing
  /// changed then
  template <class Rows>
  status fit(const Rows& rows, int tries = 4, int rounds = 100) noexcept {
    if (rows.size() == 0) return status_code::empty;
    uint32_t line = 0;
    for (const auto& row : rows) {
      const status_code code = check(detail::model::sample_of<learning_kmeans>(row.x));
      if (++line; code != status_code::ok) return {code, line};
    }
    int best = 0, last = 0;
    float least = run(rows, 0, rounds);
    for (int one = 1; one < tries; ++one) {
      const float sum = run(rows, last = one, rounds);
      if (sum < least) {
        least = sum;
        best = one;
      }
    }
    inertia_ = best == last ? least : run(rows, best, rounds);
    found_.forget_rests();
    return {};
  }
  /// One more sample. The first Centres different ones become the centres.
  /// Errors: number (a feature is not finite); nothing changed then
  template <class Sample>
  status partial_fit(const Sample& x) noexcept {
    const float* sample = detail::model::sample_of<learning_kmeans>(x);
    const status_code code = check(sample);
    if (code != status_code::ok) return code;
    if (found_.size() < Centres && !(found_.size() != 0 && found_.distance(sample) == 0)) {
      found_.add(sample, 1);
    } else {
      found_.move_nearest(sample, memory_);
    }
    return {};
  }
  /// Forgets all.
  constexpr void reset() noexcept {
    found_.clear();
    inertia_ = 0;
  }
  constexpr bool ready() const noexcept { return found_.model.ready(); }
  /// The samples of cluster y: of the rows of fit, and what came since.
  constexpr uint32_t samples(Label y) const noexcept {
    return static_cast<size_t>(y) < found_.size() ? found_.count[static_cast<size_t>(y)] : 0;
  }
  /// The sum of squared distances of the rows of the last fit from their centres.
  constexpr float inertia() const noexcept { return inertia_; }

  constexpr evidence weigh(const float* x) const noexcept { return found_.model.weigh(x); }
  MOTE_ALWAYS_INLINE constexpr const model_type& rule() const noexcept { return found_.model; }

  /// See state.hpp.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(found_, inertia_);
  }

 private:
  static status_code check(const float* x) noexcept {
    return detail::model::check_numbers<Features>(x);
  }

  /// One try, from centres of its own; its sum of squares.
  template <class Rows>
  float run(const Rows& rows, int number, int rounds) noexcept {
    detail::model::cluster_noise draw{seed_ + 0x9E3779B9u * static_cast<uint32_t>(number)};
    detail::model::start_clusters(found_, rows, draw);
    float sum = found_.assign(rows);
    for (int round = 0; round < rounds; ++round) {
      found_.move_to_means();
      const float next = found_.assign(rows);
      const bool stands = !(next < sum) && !found_.has_empty();
      sum = next;
      if (stands) break;
    }
    return sum;
  }

  uint32_t seed_, memory_;
  float inertia_ = 0;
  detail::model::found_clusters<model_type> found_{};
};

}  // namespace mote
