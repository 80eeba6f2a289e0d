// compensated_sum.hpp - a sum of floats that keeps what each addition loses. Floor 0.
#pragma once

#include "../version.hpp"

namespace mote {

/// The sum of any number of floats, as exact after millions of them as after two.
///
/// State    8 bytes
/// Time     four additions a term; -ffast-math takes them out, and the exactness with them
/// Target   within 1.2e-7 + n * 4e-15 of the sum of the sizes of n terms
/// Source   W. Kahan, CACM 8, 1965; the bound: D. E. Knuth, TAOCP 2, 4.2.2, exercise 19
class compensated_sum {
 public:
  constexpr compensated_sum() noexcept = default;
  constexpr compensated_sum(float start) noexcept : sum_{start} {}

  constexpr void add(float x) noexcept {
    const float term = x + rest_;
    const float next = sum_ + term;
    rest_ = term - (next - sum_);
    sum_ = next;
  }
  /// See model/state.hpp.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(sum_, rest_);
  }
  /// The float next to the sum, and what the sum has more.
  constexpr float value() const noexcept { return sum_; }
  constexpr float rest() const noexcept { return rest_; }

 private:
  float sum_ = 0;
  float rest_ = 0;
};

}  // namespace mote
