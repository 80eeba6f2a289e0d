// recursive_least_squares.hpp - a linear model that follows what changes, exact at once. Floor 2.
//
//     mote::recursive_least_squares<4> model{0.99f};   // a sample of 100 ago counts e^-1
//     if (const mote::status s = model.partial_fit(x, y); !s) report(s.message());
//     if (float out; mote::predict(model, x, out)) use(out);
#pragma once

#include "../../kernel/affine/affine.hpp"
#include "co_moments.hpp"
#include "rule.hpp"
#include "../learning/check.hpp"
#include "../model.hpp"

namespace mote {

/// After n samples the weights and intercept that make smallest the sum of forgetting^(n - i) *
/// (y_i - w x_i - b)^2 + forgetting^n / spread * (sum of w^2 + b^2).
///
/// Sample   float, of features of about one size
/// State    2 * Features * (Features + 5) + 20 bytes
/// Range    |x|, |y| up to 1e6. What is not known of a weight never grows above `spread`, so that
///          features that stand still do not blow it up
/// Time     a sample: 2 * Features^2 products and Features divisions
/// Errors   status_code::empty before the first sample, of what answers into an `out`
/// Target   the closed form within 1e-3 of the target's size, for features of size 1
/// Source   G. J. Bierman, Automatica 12 (1976): U D U^T, which stays positive in float
template <size_t Features>
class recursive_least_squares {
 public:
  using feature_type = float;
  using evidence = array<float, 1>;
  static constexpr size_t features = Features;
  static constexpr char family[] = "recursive_least_squares";

  /// forgetting from 0.01 to 1: nothing is forgotten. spread up to 1e8: what is not known of a
  /// weight at first, the square of about its size or more.
  explicit constexpr recursive_least_squares(float forgetting = 1, float spread = 1e4f) noexcept
      : forgetting_{forgetting}, spread_{spread} {
    reset();
  }

  /// One more sample: the weights are exact after it.
  /// Errors: number (not finite), range (beyond 1e6); nothing changed then
  template <class Sample>
  status partial_fit(const Sample& x, float y) noexcept {
    const float* sample = detail::model::sample_of<recursive_least_squares>(x);
    const status_code code = check(sample, y);
    if (code == status_code::ok) learn(sample, y);
    return code;
  }
  /// Forgets all, then learns every row: the bits of partial_fit of each.
  /// Errors: empty (no rows); number and range, with the row in line(); nothing changed then
  template <class Rows>
  status fit(const Rows& rows) noexcept {
    const status checked = detail::model::check_rows<recursive_least_squares>(rows, check);
    if (!checked) return checked;
    reset();
    for (const auto& row : rows) learn(&row.x[0], row.y);
    return {};
  }
  /// Forgets all.
  constexpr void reset() noexcept {
    count_ = 0;
    weights_ = {};
    start_ = {};
    upper_ = {};
    for (float& each : unknown_) each = spread_;
  }
  constexpr bool ready() const noexcept { return count_ != 0; }
  /// Samples so far; stands still at 2^32 - 1.
  constexpr uint32_t samples() const noexcept { return count_; }
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
    archive(count_, weights_, start_, upper_, unknown_);
  }

 private:
  static constexpr size_t size = Features + 1;  // the intercept is first
  static constexpr linear_rule<link::identity, void, float, 1> value_rule{};

  static status_code check(const float* x, float y) noexcept {
    return detail::model::check_numbers<Features>(x, y, 1e6f);
  }
  void learn(const float* x, float y) noexcept {
    MOTE_EXPECTS(forgetting_ >= 0.01f && forgetting_ <= 1 && spread_ > 0 && spread_ <= 1e8f,
                 "forgetting is from 0.01 to 1, and spread above 0 and at most 1e8");
    const float missed = y - weigh(x)[0];
    array<float, size> gain{};
    float whole = forgetting_;
    size_t column = 0;  // of upper_: column j has rows 0 to j - 1
    for (size_t j = 0; j < size; ++j) {
      float seen = j == 0 ? 1.0f : x[j - 1];
      for (size_t i = 0; i < j; ++i) seen += upper_[column + i] * (i == 0 ? 1.0f : x[i - 1]);
      const float share = unknown_[j] * seen, before = whole;
      whole += seen * share;
      const float left = unknown_[j] * (before / (whole * forgetting_));
      unknown_[j] = left < spread_ ? left : spread_;
      const float back = -seen / before;
      for (size_t i = 0; i < j; ++i) {
        const float old = upper_[column + i];
        upper_[column + i] = old + gain[i] * back;
        gain[i] += old * share;
      }
      gain[j] = share;
      column += j;
    }
    const float step = missed / whole;
    start_[0] += gain[0] * step;
    for (size_t i = 0; i < Features; ++i) weights_[i] += gain[i + 1] * step;
    if (count_ != 0xFFFFFFFFu) ++count_;
  }

  float forgetting_, spread_;
  uint32_t count_ = 0;
  array<float, Features> weights_{};
  evidence start_{};
  array<float, size * Features / 2> upper_{};
  array<float, size> unknown_{};
};

}  // namespace mote
