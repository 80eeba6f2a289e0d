// naive_bayes.hpp - Gaussian naive Bayes: every feature of a class has a normal curve. Floor 2.
//
// Trained elsewhere, a constant:
//     inline constexpr mote::gaussian_naive_bayes<label, 4, 3> model{{{...}}};   // mote.convert
//     mote::predict(model, x), mote::predict_proba(model, x), mote::score(model, x)
// Learnt on the chip, sample by sample, or from all rows with model.fit(rows):
//     mote::learning_naive_bayes<gesture, 6, 4> model;
//     if (const mote::status s = model.partial_fit(x, gesture::shake); !s) report(s.message());
//     if (gesture out; mote::predict(model, x, out)) use(out);
// The state of what was learnt outlives a reset of the chip: state.hpp.
#pragma once

#include "../core/math.hpp"
#include "../core/number/probability.hpp"
#include "bayes/flash_rows.hpp"
#include "bayes/gaussian.hpp"
#include "bayes/moments.hpp"
#include "learning/check.hpp"
#include "model.hpp"
#include "rows.hpp"

namespace mote {

/// The class whose joint log likelihood is largest: start - sum of (x - mean)^2 * precision.
///
/// Sample   float
/// Shape    Rows is `fixed` (a constant: exactly Classes of them), or `bounded` (in RAM: up to
///          Classes; then the model is empty at first). Label k is row k.
/// State    of a constant none; on AVR by predict<model>(x): predict(model, x) copies it to RAM
/// Range    every finite float; what is below the range of float counts as the lowest float
/// Time     a subtraction and two products a feature and class; predict_proba an exp a class
/// Target   within 2^-23 * features of the largest term; fused products differ between cores
/// Source   sklearn.naive_bayes.GaussianNB
template <class Label, size_t Features, size_t Classes, template <class, size_t> class Rows = fixed>
struct gaussian_naive_bayes {
  using label = Label;
  using feature_type = float;
  using evidence = array<float, Classes>;
  using probability = float;
  using rows_type = Rows<gaussian<Features>, Classes>;
  static constexpr size_t features = Features, classes = Classes, entries = Features * Classes;
  static constexpr float lowest = detail::model::lowest_sum;

  rows_type rows;

  /// Its file: model_reader.hpp.
  template <class File>
  constexpr void records(File& file) noexcept {
    file.model("naive_bayes");
    file.lines("class", rows);
  }
  /// True when every number is finite, and every precision above 0. For static_assert; in pieces,
  /// entries `from` to `to` - 1, where a compiler limits the steps of one.
  constexpr bool valid(size_t from = 0, size_t to = entries) const noexcept {
    for (size_t at = from; at < to && at < rows.size() * Features; ++at) {
      const auto& row = rows[at / Features];
      const float mean = row.mean[at % Features], precision = row.precision[at % Features];
      if (!detail::model::are_finite<3>({row.start, mean, precision})) return false;
      if (!(precision > 0)) return false;
    }
    return true;
  }
  /// Of rows in RAM: there is one.
  template <class R = rows_type>
  constexpr auto ready() const noexcept -> decltype(R::capacity() != 0) {
    return rows.size() != 0;
  }

  constexpr evidence weigh(const float* x) const noexcept {
    evidence sums{};
    const size_t known = rows.size();
    for (size_t k = 0; k < known; ++k)
      sums[k] = detail::model::diagonal_density<Features>(rows[k], x);
    for (size_t k = known; k < Classes; ++k) sums[k] = lowest;
    return sums;
  }
  constexpr Label decide(const evidence& sums) const noexcept {
    return static_cast<Label>(argmax(sums));
  }
  constexpr evidence score(const evidence& sums) const noexcept { return sums; }
  template <class Probability>
  constexpr array<Probability, Classes> proba(const evidence& sums) const noexcept {
    return softmax(sums);
  }
};

/// The walk again; where flash is apart, along rows that stay there.
template <const auto& Model, class Label, size_t Features, size_t Classes>
struct in_code_as<Model, gaussian_naive_bayes<Label, Features, Classes>>
    : detail::model::curves_in_code<Model> {};

/// The same model, learning: running means and variances of each class, in one pass.
///
/// Sample   float
/// State    4 * Classes * (6 * Features + 2) bytes, two counters and the smoothing
/// Range    up to 2^32 - 1 samples a class; then it stops
/// Time     partial_fit: a logarithm and four divisions a feature and class; predict as above
/// Errors   status_code::empty before the first sample, of what answers into an `out`
/// Target   as after GaussianNB.fit of the same samples, within float, after millions of them too
/// Source   B. P. Welford, Technometrics 4 (1962); var_smoothing as in scikit-learn
template <class Label, size_t Features, size_t Classes>
class learning_naive_bayes {
 public:
  using label = Label;
  using model_type = gaussian_naive_bayes<Label, Features, Classes, bounded>;
  using feature_type = float;
  using evidence = typename model_type::evidence;
  using probability = float;
  static constexpr size_t features = Features, classes = Classes;
  static constexpr char family[] = "learning_naive_bayes";

  /// var_smoothing: this share of the largest variance of a feature is added to every variance.
  explicit constexpr learning_naive_bayes(float var_smoothing = 1e-9f) noexcept
      : smoothing_{var_smoothing} {}

  /// One more sample of class y. A class appears with its first sample.
  /// Errors: label (y is not below Classes), number (a feature is not finite); nothing changed then
  template <class Sample>
  status partial_fit(const Sample& x, Label y) noexcept {
    const float* sample = detail::model::sample_of<learning_naive_bayes>(x);
    if (const status_code code = check(sample, y); code != status_code::ok) return code;
    learn(sample, y);
    refresh();
    return {};
  }
  /// Forgets all, then learns every row: the bits of partial_fit of each, curves worked out once.
  /// Rows: `fixed`, `bounded` or a span of any type with x, a sample, and y, its label.
  /// Errors: empty (no rows); label and number, with the row in line(); nothing changed then
  template <class Rows>
  status fit(const Rows& rows) noexcept {
    const status checked = detail::model::check_rows<learning_naive_bayes>(rows, check);
    if (!checked) return checked;
    reset();
    for (const auto& row : rows) learn(&row.x[0], row.y);
    refresh();
    return {};
  }
  /// Forgets all.
  constexpr void reset() noexcept {
    seen_.clear();
    model_.rows.clear();
  }
  constexpr bool ready() const noexcept { return model_.ready(); }
  /// The samples of class y so far.
  constexpr uint32_t samples(Label y) const noexcept {
    return static_cast<size_t>(y) < seen_.size() ? seen_[static_cast<size_t>(y)].count : 0;
  }

  constexpr evidence weigh(const float* x) const noexcept { return model_.weigh(x); }
  MOTE_ALWAYS_INLINE constexpr const model_type& rule() const noexcept { return model_; }

  /// See state.hpp.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(seen_);
    if constexpr (Archive::restores) refresh();
  }

 private:
  using moments = detail::model::moments<Features>;

  static status_code check(const float* x, Label y) noexcept {
    const status_code code = detail::model::check_numbers<Features>(x);
    if (code != status_code::ok) return code;
    return static_cast<size_t>(y) < Classes ? status_code::ok : status_code::label;
  }
  void learn(const float* x, Label y) noexcept {
    const auto k = static_cast<size_t>(y);
    if (k >= seen_.size()) seen_.resize(k + 1);
    seen_[k].add(x);
  }

  /// A variance is not taken below this, so that its reciprocal and logarithm are finite.
  static constexpr float least_variance = 1e-30f;
  static constexpr float two_pi = 6.28318531f;

  /// The largest variance of a feature over all samples.
  float largest_variance(float share) const noexcept {
    float most = 0;
    for (size_t i = 0; i < Features; ++i) {
      float mean = 0, spread = 0;
      for (const moments& of : seen_)
        mean += static_cast<float>(of.count) * share * of.mean[i].value();
      for (const moments& of : seen_) {
        const float distance = of.mean[i].value() - mean;
        spread += of.spread[i].value() + static_cast<float>(of.count) * (distance * distance);
      }
      if (spread * share > most) most = spread * share;
    }
    return most;
  }

  void refresh() noexcept {
    model_.rows.clear();
    model_.rows.resize(seen_.size());
    float samples = 0;
    for (const moments& of : seen_) samples += static_cast<float>(of.count);
    if (!(samples > 0)) return model_.rows.clear();
    const float smallest = smoothing_ * largest_variance(1.0f / samples);
    for (size_t k = 0; k < seen_.size(); ++k) set(model_.rows[k], seen_[k], samples, smallest);
  }
  static void set(gaussian<Features>& row, const moments& of, float samples,
                  float smallest) noexcept {
    for (size_t i = 0; i < Features; ++i) row.mean[i] = of.mean[i].value();
    row.start = model_type::lowest;
    for (float& precision : row.precision) precision = 1.0f;
    if (of.count == 0) return;
    const auto count = static_cast<float>(of.count);
    float logs = 0;
    for (size_t i = 0; i < Features; ++i) {
      float variance = of.spread[i].value() / count + smallest;
      if (!(variance > least_variance)) variance = least_variance;
      row.precision[i] = 0.5f / variance;
      logs += log(two_pi * variance);
    }
    row.start = log(count / samples) - 0.5f * logs;
  }

  float smoothing_;
  bounded<moments, Classes> seen_{};
  model_type model_{};
};

}  // namespace mote
