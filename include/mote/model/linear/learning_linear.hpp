// learning_linear.hpp - linear regression that learns: least squares, ridge, lasso. Floor 2.
//
//     mote::learning_linear<4> model{0.01f, 0.5f};               // alpha, l1_ratio
//     if (const mote::status s = model.partial_fit(x, y); !s) report(s.message());
//     if (float out; mote::predict(model, x, out)) use(out);
// All rows at once: model.fit(rows). The state of what was learnt: state.hpp.
#pragma once

#include "../../kernel/affine/affine.hpp"
#include "../../kernel/row/opaque.hpp"
#include "co_moments.hpp"
#include "rule.hpp"
#include "../learning/check.hpp"
#include "../model.hpp"

namespace mote {

/// The weights that make (1 / 2n) sum of (y - w x - b)^2 + alpha * (l1_ratio * sum of |w| +
/// (1 - l1_ratio) / 2 * sum of w^2) smallest: proximal steps, a weight after another.
///
/// Sample   float
/// State    4 * (Features + 2) * (Features + 4) bytes
/// Range    |x|, |y| up to 1e12; up to 2^32 - 1 samples; then it stops
/// Time     a sample: Features^2 products, and one sweep of as many
/// Errors   status_code::empty before the first sample, of what answers into an `out`
/// Target   after fit the objective of scikit-learn's ElasticNet within 1 %
/// Source   J. Friedman, T. Hastie, R. Tibshirani, J. Stat. Software 33 (2010), covariance updates
template <size_t Features>
class learning_linear {
 public:
  using feature_type = float;
  using evidence = array<float, 1>;
  static constexpr size_t features = Features;
  static constexpr char family[] = "learning_linear";

  /// alpha 0: least squares; l1_ratio 0: ridge, 1: lasso. Neither is negative.
  explicit constexpr learning_linear(float alpha = 0, float l1_ratio = 0.5f) noexcept
      : l1_{alpha * l1_ratio}, l2_{alpha * (1.0f - l1_ratio)} {}

  /// One more sample, and one sweep over the weights.
  /// Errors: number (not finite), range (beyond 1e12); nothing changed then
  template <class Sample>
  status partial_fit(const Sample& x, float y) noexcept {
    const float* sample = detail::model::sample_of<learning_linear>(x);
    const status_code code = check(sample, y);
    if (code != status_code::ok) return code;
    seen_.add(sample, y);
    sweep();
    return {};
  }
  /// Forgets all, learns every row, and sweeps until no weight moves.
  /// Rows: `fixed`, `bounded` or a span of any type with x, a sample, and y, its value.
  /// Errors: empty (no rows); number and range, with the row in line(); nothing changed then
  template <class Rows>
  status fit(const Rows& rows) noexcept {
    const status checked = detail::model::check_rows<learning_linear>(rows, check);
    if (!checked) return checked;
    reset();
    for (const auto& row : rows) seen_.add(&row.x[0], row.y);
    settle();
    return {};
  }
  /// Sweeps until no weight moves what is predicted by 1e-6 of the target's deviation, `most`
  /// times at most. False: it was not enough.
  bool settle(uint32_t most = 10000) noexcept {
    const float spread = seen_(Features, Features);
    for (; most != 0; --most) {
      if (sweep() <= 1e-12f * spread) return true;
    }
    return false;
  }
  /// Forgets all.
  constexpr void reset() noexcept {
    seen_ = {};
    weights_ = {};
    start_ = {};
  }
  constexpr bool ready() const noexcept { return seen_.count != 0; }
  constexpr uint32_t samples() const noexcept { return seen_.count; }
  constexpr const array<float, Features>& weights() const noexcept { return weights_; }
  constexpr float intercept() const noexcept { return start_[0]; }

  constexpr evidence weigh(const float* x) const noexcept {
    evidence sums{};
    kernel::affine<1, Features>(x, weights_.data(), start_.data(), sums.data());
    return sums;
  }
  MOTE_ALWAYS_INLINE constexpr const auto& rule() const noexcept { return value_rule; }

  /// See state.hpp.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(seen_, weights_, start_);
  }

 private:
  static constexpr linear_rule<link::identity, void, float, 1> value_rule{};

  static status_code check(const float* x, float y) noexcept {
    return detail::model::check_numbers<Features>(x, y, detail::model::most_of_sums);
  }
  /// Each weight once. Gives the largest square of what one moved, times the feature's spread.
  float sweep() noexcept {
    MOTE_EXPECTS(l1_ >= 0 && l2_ >= 0, "alpha is not negative, and l1_ratio from 0 to 1");
    float* const weights = kernel::opaque(weights_.data());
    const auto count = static_cast<float>(seen_.count);
    float most = 0, start = seen_.mean[Features].value();
    for (size_t j = 0; j < Features; ++j) {
      const float before = weights[j], own = seen_(j, j);
      float pull = seen_(j, Features) + own * before;
      for (size_t k = 0; k < Features; ++k) pull -= seen_(j, k) * weights[k];
      const float push = l1_ * count;
      const float left = pull > push ? pull - push : pull < -push ? pull + push : 0;
      const float next = left / (own + l2_ * count);
      // One that is beyond float, where features jump from 1e-38 to 1e12, begins anew.
      weights[j] = own > 1e-30f && next <= 1e24f && next >= -1e24f ? next : 0;
      const float moved = weights[j] - before;
      if (moved * moved * own > most) most = moved * moved * own;
      start -= weights[j] * seen_.mean[j].value();
    }
    start_[0] = start;
    return most;
  }

  float l1_, l2_;
  detail::model::co_moments<Features + 1> seen_{};
  array<float, Features> weights_{};
  evidence start_{};
};

}  // namespace mote
