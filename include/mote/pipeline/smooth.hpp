// smooth.hpp - decisions that do not flicker. Floor 4.
//
// A model decides on one window; the world changes slower than windows come. These stages stand
// behind `predict` or `predict_proba`, and answer from the first decision on.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/expects.hpp"
#include "../core/traits.hpp"
#include "../design/smoothing.hpp"

namespace mote {

/// The label that most of the last N decisions gave. Of equals the answer before stays, else the
/// one that came last wins.
///
///   mote::majority<activity::label, 5, activity::shape::classes> steady;
///   const activity::label now = steady(mote::predict(activity::model, x));
///
/// Shape    N >= 1 decisions; labels are an enum or integers from 0 to Classes - 1
/// State    N labels, a count for each class, and 3 labels and counters
/// Time     a few instructions a class
template <class Label, size_t N, size_t Classes>
class majority {
  static_assert(N > 0 && Classes > 0, "majority needs at least one decision and one class");

 public:
  using input_type = Label;
  using output_type = Label;

  constexpr Label operator()(Label label) noexcept {
    MOTE_EXPECTS(static_cast<size_t>(label) < Classes, "a label is below the number of classes");
    if (size_ == N) {
      --votes_[static_cast<size_t>(last_[next_])];
    } else {
      if (size_ == 0) answer_ = label;
      ++size_;
    }
    last_[next_] = label;
    ++votes_[static_cast<size_t>(label)];
    next_ = static_cast<count>(next_ + 1u == N ? 0 : next_ + 1u);
    count most = votes_[static_cast<size_t>(answer_)];
    size_t i = next_;
    for (size_t left = size_; left != 0; --left) {  // the newest first
      i = (i == 0 ? N : i) - 1;
      const count votes = votes_[static_cast<size_t>(last_[i])];
      if (votes <= most) continue;
      most = votes;
      answer_ = last_[i];
    }
    return answer_;
  }
  /// Forgets all decisions: behaves as if newly built.
  constexpr void reset() noexcept { *this = majority{}; }

 private:
  using count = traits::smallest_unsigned<N>;
  array<Label, N> last_{};
  array<count, Classes> votes_{};
  count next_ = 0;
  count size_ = 0;
  Label answer_{};
};

/// A label is the answer once it came N times in a row; the first decision is at once.
///
/// Shape    N >= 1; a label is anything that can be compared
/// State    2 labels and a counter
template <class Label, size_t N>
class minimal_duration {
  static_assert(N > 0, "minimal_duration needs at least one decision");

 public:
  using input_type = Label;
  using output_type = Label;

  constexpr Label operator()(Label label) noexcept {
    if (!any_ || label == answer_) {
      answer_ = label;
      any_ = true;
      times_ = 0;
      return answer_;
    }
    times_ = static_cast<count>(times_ != 0 && label == candidate_ ? times_ + 1 : 1);
    candidate_ = label;
    if (times_ >= N) {
      answer_ = label;
      times_ = 0;
    }
    return answer_;
  }
  /// Forgets all decisions: behaves as if newly built.
  constexpr void reset() noexcept { *this = minimal_duration{}; }

 private:
  using count = traits::smallest_unsigned<N>;
  Label answer_{};
  Label candidate_{};
  count times_ = 0;
  bool any_ = false;
};

/// On once a score reaches `on`, off once it falls below `off`, else as before; off at the start.
///
/// Sample   any number: a probability, a score, a level
/// Errors   on < off: a mistake of the caller
/// State    2 numbers and a bool
template <class Score>
class hysteresis {
 public:
  using input_type = Score;
  using output_type = bool;

  constexpr hysteresis(Score on, Score off) noexcept : on_{on}, off_{off} {
    MOTE_EXPECTS(on >= off, "hysteresis goes on at or above the score at which it goes off");
  }
  /// A NaN changes nothing.
  constexpr bool operator()(Score x) noexcept { return is_on_ = after(is_on_, x); }
  /// The same where the caller keeps what was, as `on_or_off` does.
  constexpr bool after(bool was_on, Score x) const noexcept {
    if (x >= on_) return true;
    return !(x < off_) && was_on;
  }
  /// Off, as if newly built.
  constexpr void reset() noexcept { is_on_ = false; }

 private:
  Score on_, off_;
  bool is_on_ = false;
};

namespace detail::pipeline {
template <class Probability>
constexpr Probability alpha_of(smoothing design) noexcept {
  MOTE_EXPECTS(design.alpha >= 1.0 / 1024 && design.alpha <= 1,
               "alpha is from 1/1024 to 1: take a shorter time");
  return static_cast<Probability>(traits::same<Probability, float> ? design.alpha
                                                                   : design.alpha * 32768 + 0.5);
}
/// A constant, or none: then it is kept.
template <class Probability, const smoothing* Design>
struct alpha {
  static constexpr Probability value = alpha_of<Probability>(*Design);
};
template <class Probability>
struct alpha<Probability, nullptr> {
  constexpr explicit alpha(smoothing design) noexcept : value{alpha_of<Probability>(design)} {}
  Probability value;
};
}  // namespace detail::pipeline

/// Exponential smoothing of the probabilities of each class: y += alpha * (p - y). The first ones
/// are the start. argmax(y) is the decision.
///
///   constexpr mote::smoothing slowly = mote::smoothing::time_constant(2.0, windows_a_second);
///   mote::smooth_probabilities<float, 4> smooth{slowly};
///   mote::smooth_probabilities<float, 4, &slowly> same;  // inline constexpr: all zeros when new
///
/// Sample   float; uint16_t with 32768 = 1.0, as predict_proba gives it for integer models
/// Range    alpha from 1/1024 to 1; uint16_t takes it in steps of 2^-15
/// State    float: 4 bytes a class, and 5; uint16_t: 4 bytes a class, and 3; with a constant 2
/// Time     a product a class, 32 x 16 bits for uint16_t
/// Target   uint16_t: bit-exact, within 1.1 LSB of exact arithmetic with its alpha; constant
///          probabilities are met exactly
template <class Probability, size_t Classes, const smoothing* Design = nullptr>
class smooth_probabilities {
  static_assert(traits::same<Probability, float> || traits::same<Probability, uint16_t>,
                "probabilities are float or uint16_t, as probability_t of the model says");
  static constexpr bool is_float = traits::same<Probability, float>;

 public:
  using input_type = array<Probability, Classes>;
  using output_type = array<Probability, Classes>;

  constexpr smooth_probabilities() noexcept = default;  // where Design is given
  constexpr explicit smooth_probabilities(smoothing design) noexcept : alpha_{design} {}

  constexpr array<Probability, Classes> operator()(
      const array<Probability, Classes>& probabilities) noexcept {
    array<Probability, Classes> out{};
    for (size_t k = 0; k < Classes; ++k) out[k] = follow(values_[k], probabilities[k]);
    any_ = true;
    return out;
  }
  /// The next probabilities are the start again.
  constexpr void reset() noexcept { any_ = false; }

 private:
  using wide = traits::choose_t<is_float, float, int32_t>;  // int32_t: 2^30 is 1.0

  constexpr Probability follow(wide& y, Probability p) const noexcept {
    if constexpr (is_float) {
      y = any_ ? y + alpha_.value * (p - y) : p;
      return y;
    } else {
      const int32_t full = static_cast<int32_t>(p) * 32768;
      const bool at_once = !any_ || alpha_.value == 32768;
      y = at_once ? full : y + ((((full - y) >> 14) * static_cast<int32_t>(alpha_.value)) >> 1);
      return static_cast<uint16_t>((y + 16384) >> 15);
    }
  }

  array<wide, Classes> values_{};
  detail::pipeline::alpha<Probability, Design> alpha_;
  bool any_ = false;
};

}  // namespace mote
