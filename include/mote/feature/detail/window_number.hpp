// window_number.hpp - what numbers of a window are computed in, by sample type. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../kernel/number/float_sum.hpp"
#include "../../kernel/number/sqrt.hpp"
#include "../../kernel/number/wide_real.hpp"

namespace mote::detail::feature {

using kernel::float_sum;

/// real       what formulas are computed in
/// place      a whole sample, or the difference of two, or a pivot near the mean
/// sum        exact, or as exact as float can be
/// give()     real -> what a feature is: int32_t with `bits` below the point, or float as it is
template <class Sample>
struct window_number {
  using output = int32_t;
  using real = kernel::wide_real;
  using place = int32_t;
  /// Bits that a sample of 8 bits has less than one of 16, which its units have more.
  static constexpr int finer = sizeof(Sample) == 1 ? 8 : 0;

  static constexpr int32_t give(const real& x, int bits) noexcept { return x.rounded(bits); }
  static constexpr int32_t give_whole(int64_t x) noexcept { return static_cast<int32_t>(x); }
};

MOTE_BIT_CONSTEXPR float root(float x) noexcept { return x > 0 ? sqrt(x) : 0.0f; }

template <>
struct window_number<float> {
  using output = float;
  using real = float;
  using place = float;
  static constexpr int finer = 0;

  static constexpr float give(float x, int) noexcept { return x; }
  static constexpr float give_whole(float x) noexcept { return x; }
};

constexpr bool is_zero(const kernel::wide_real& x) noexcept { return x.is_zero(); }
constexpr bool is_zero(float x) noexcept { return !(x != 0); }

/// 0 where b is 0.
template <class Real>
constexpr Real quotient(const Real& a, const Real& b) noexcept {
  return is_zero(b) ? Real{} : a / b;
}

}  // namespace mote::detail::feature
