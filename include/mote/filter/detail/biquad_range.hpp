// biquad_range.hpp - how large the signals inside a cascade can get. Floor 2.
// In double: for constant expressions and the host.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../design/constant.hpp"
#include "../../design/sos.hpp"

namespace mote::detail::biquad {

/// A section with a0 = 1 and its first numerator tap 1; `gain` is what was taken out.
struct monic_section {
  double b0, b1, b2, a1, a2, gain;
};

constexpr monic_section monic(const section& s) noexcept {
  const double gain = s.b0 != 0 ? s.b0 : s.b1 != 0 ? s.b1 : s.b2 != 0 ? s.b2 : s.a0;
  return {s.b0 / gain, s.b1 / gain, s.b2 / gain, s.a1 / s.a0, s.a2 / s.a0, gain / s.a0};
}

/// Both poles lie inside the unit circle. False for NaN as well.
constexpr bool stable(const monic_section& s) noexcept {
  return s.a2 < 1 && s.a1 < 1 + s.a2 && -s.a1 < 1 + s.a2;
}

/// The radius of the outermost pole of a stable section.
constexpr double radius(const monic_section& s) noexcept {
  const double under = s.a1 * s.a1 / 4 - s.a2;
  return under < 0 ? constant::sqrt(s.a2)
                   : constant::abs(s.a1) / 2 + constant::sqrt(under < 0 ? 0 : under);
}

/// For each section, the largest output that inputs in [-1, 1] can drive the cascade to up to
/// there: the sum of the absolute impulse response. It is summed over a limited number of samples;
/// what is left is bounded by the decay of the outermost pole.
template <size_t Sections>
constexpr array<double, Sections> largest_outputs(
    const array<monic_section, Sections>& sections) noexcept {
  constexpr int32_t window = 64, most = static_cast<int32_t>(12288 / Sections / window) * window;
  double decay = 0;
  for (const monic_section& s : sections) decay = radius(s) > decay ? radius(s) : decay;
  for (int32_t n = window; n > 1; n /= 2) decay *= decay;  // over a window

  array<double, Sections> sum{}, recent{}, s1{}, s2{};
  for (int32_t n = 0; n < most; ++n) {
    if (n % window == 0) {
      bool settled = n > 0;
      for (size_t k = 0; k < Sections; ++k) {
        if (!(recent[k] <= (1 - decay) * 1e-4 * sum[k])) settled = false;
      }
      if (settled) break;
      if (n + window < most) recent = array<double, Sections>{};
    }
    double x = n == 0 ? 1 : 0;
    for (size_t k = 0; k < Sections; ++k) {
      const monic_section& s = sections[k];
      const double y = s.b0 * x + s1[k];
      s1[k] = s2[k] + s.b1 * x - s.a1 * y;
      s2[k] = s.b2 * x - s.a2 * y;
      sum[k] += y < 0 ? -y : y;
      recent[k] += y < 0 ? -y : y;
      x = y;
    }
  }
  for (size_t k = 0; k < Sections; ++k) sum[k] += recent[k] * decay / (1 - decay);
  return sum;
}

}  // namespace mote::detail::biquad
