// learning_logistic.hpp - logistic regression that learns, sample by sample. Floor 2.
//
//     mote::learning_logistic<gesture, 6, 4> model;
//     if (const mote::status s = model.partial_fit(x, gesture::shake); !s) report(s.message());
//     if (gesture out; mote::predict(model, x, out)) use(out);
#pragma once

#include "../../core/number/probability.hpp"
#include "../../kernel/affine/affine.hpp"
#include "../../kernel/number/sqrt.hpp"
#include "../../kernel/row/opaque.hpp"
#include "../bayes/moments.hpp"
#include "co_moments.hpp"
#include "../learning/check.hpp"
#include "../model.hpp"

namespace mote {

/// The softmax of sums of standardised features: a step down the gradient of -log p(y) a sample,
/// along means and deviations that run with the samples.
///
/// Sample   float
/// State    4 * ((Classes + 5) * Features + Classes + 4) bytes
/// Range    |x| up to 1e12; up to 2^32 - 1 samples; then means and deviations stand still
/// Time     a sample: 2 * Features * Classes products, an exponential a class, a root a feature
/// Errors   status_code::empty before the first sample, of what answers into an `out`
/// Target   float; fused products differ between cores
/// Source   L. Bottou, Stochastic Gradient Descent Tricks (2012); a step is divided by the size of
///          its sample, as in normalised least mean squares
template <class Label, size_t Features, size_t Classes>
class learning_logistic {
  static_assert(Classes >= 2, "learning_logistic tells classes apart: use Classes >= 2");

 public:
  using label = Label;
  using feature_type = float;
  using evidence = array<float, Classes>;
  using probability = float;
  static constexpr size_t features = Features, classes = Classes;
  static constexpr char family[] = "learning_logistic";

  /// rate: of the first steps; after n they are divided by sqrt(1 + n / 1000). l2: the penalty of
  /// the squares of the weights.
  explicit constexpr learning_logistic(float rate = 1, float l2 = 1e-4f) noexcept
      : rate_{rate}, l2_{l2} {}

  /// One more sample of class y.
  /// Errors: label (y is not below Classes), number (not finite), range (beyond 1e12); nothing
  /// changed then
  template <class Sample>
  status partial_fit(const Sample& x, Label y) noexcept {
    const float* sample = detail::model::sample_of<learning_logistic>(x);
    const status_code code = check(sample, y);
    if (code != status_code::ok) return code;
    seen_.add(sample);
    refresh();
    step(sample, y);
    return {};
  }
  /// Forgets all, then learns the rows in their order, `times` times: mix them before.
  /// Rows: `fixed`, `bounded` or a span of any type with x, a sample, and y, its label.
  /// Errors: empty (no rows); label, number and range, with the row in line(); nothing changed then
  template <class Rows>
  status fit(const Rows& rows, uint32_t times = 20) noexcept {
    const status checked = detail::model::check_rows<learning_logistic>(rows, check);
    if (!checked) return checked;
    reset();
    for (const auto& one : rows) seen_.add(&one.x[0]);
    refresh();
    for (; times != 0; --times) {
      for (const auto& one : rows) step(&one.x[0], one.y);
    }
    return {};
  }
  /// Forgets all.
  constexpr void reset() noexcept {
    seen_ = {};
    steps_ = 0;
    weights_ = {};
    start_ = {};
  }
  constexpr bool ready() const noexcept { return seen_.count != 0; }
  constexpr uint32_t samples() const noexcept { return seen_.count; }

  constexpr evidence weigh(const float* x) const noexcept { return sums_of(standardised(x)); }
  MOTE_ALWAYS_INLINE constexpr const auto& rule() const noexcept { return class_rule; }

  /// See state.hpp.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(seen_, steps_, weights_, start_);
    if constexpr (Archive::restores) refresh();
  }

 private:
  using row = array<float, Features>;

  /// Two classes have a sum each as well.
  struct every_class {
    constexpr Label decide(const evidence& sums) const noexcept {
      return static_cast<Label>(argmax(sums));
    }
    constexpr evidence score(const evidence& sums) const noexcept { return sums; }
    template <class Probability>
    constexpr evidence proba(const evidence& sums) const noexcept {
      return softmax(sums);
    }
  };
  static constexpr every_class class_rule{};

  static status_code check(const float* x, Label y) noexcept {
    const status_code code = detail::model::check_numbers<Features>(x, detail::model::most_of_sums);
    if (code != status_code::ok) return code;
    return static_cast<size_t>(y) < Classes ? status_code::ok : status_code::label;
  }
  constexpr row standardised(const float* x) const noexcept {
    row z{};
    for (size_t i = 0; i < Features; ++i) z[i] = (x[i] - seen_.mean[i].value()) * scale_[i];
    return z;
  }
  constexpr evidence sums_of(const row& z) const noexcept {
    evidence sums{};
    kernel::affine<Classes, Features>(z.data(), weights_.data(), start_.data(), sums.data());
    return sums;
  }

  void step(const float* x, Label y) noexcept {
    MOTE_EXPECTS(rate_ > 0 && rate_ <= 2 && l2_ >= 0 && l2_ <= 0.5f,
                 "rate is above 0 and at most 2, and l2 from 0 to 0.5");
    const row z = standardised(x);
    const evidence p = softmax(sums_of(z));
    float size = 1;
    for (const float v : z) size += v * v;
    if (steps_ != 0xFFFFFFFFu) ++steps_;
    const float rate = rate_ / sqrt(1.0f + static_cast<float>(steps_) * 1e-3f);
    const float kept = 1.0f - rate * l2_;
    for (size_t k = 0; k < Classes; ++k) {
      const float miss = (k == static_cast<size_t>(y) ? 1.0f : 0.0f) - p[k];
      const float change = rate * miss / size;
      start_[k] += change;
      float* weights = &weights_[k * Features];
      for (size_t i = 0; i < Features; ++i) weights[i] = weights[i] * kept + change * z[i];
    }
  }
  /// 1 / deviation of each feature; 0 of one that never changed.
  void refresh() noexcept {
    float* const scale = kernel::opaque(scale_.data());
    for (size_t i = 0; i < Features; ++i) {
      const float variance = seen_.spread[i].value() / static_cast<float>(seen_.count);
      scale[i] = variance > 1e-30f ? 1.0f / sqrt(variance) : 0;
    }
  }

  float rate_, l2_;
  uint32_t steps_ = 0;
  detail::model::moments<Features> seen_{};
  row scale_{};
  array<float, Classes * Features> weights_{};
  evidence start_{};
};

}  // namespace mote
