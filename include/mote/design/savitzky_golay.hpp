// savitzky_golay.hpp - taps that fit a polynomial to the newest samples, as constants. Floor 1.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"
#include "../core/expects.hpp"

namespace mote {

/// Savitzky-Golay: at each sample, a polynomial is fitted to the window of Taps samples by least
/// squares, and its value in the middle, or that of a derivative, is the output. Keeps the height
/// and width of peaks that a moving mean would flatten. For fir and fixed_fir, which delay it by
/// (Taps - 1) / 2 samples.
///
/// Unit     of a derivative: per `spacing`, the distance of two samples, to its power
/// Range    Taps odd, degree < Taps, derivative <= degree, spacing > 0
/// Time     constant expressions: `constexpr auto b = savitzky_golay<11>(3);`
/// Errors   a number out of range does not compile in a constant; on the host it traps
/// Source   scipy.signal.savgol_coeffs(Taps, degree, deriv=derivative, delta=spacing), which is in
///          the order of taps too
template <size_t Taps>
constexpr array<double, Taps> savitzky_golay(size_t degree, size_t derivative = 0,
                                             double spacing = 1) noexcept {
  static_assert(Taps % 2 == 1,
                "a Savitzky-Golay filter has an odd number of taps, one of them in the middle");
  MOTE_EXPECTS(degree < Taps, "the degree of the polynomial is lower than the number of taps");
  MOTE_EXPECTS(derivative <= degree, "a derivative above the degree of the polynomial is 0");
  MOTE_EXPECTS(spacing > 0, "the distance of two samples must be above 0");
  // Polynomials that are orthogonal on the window, by Stieltjes' three terms: no matrix to solve.
  // p[n+1] = x p[n] - (|p[n]|^2 / |p[n-1]|^2) p[n-1], x from -1 to 1; d is its derivative at 0.
  constexpr auto half = static_cast<double>(Taps - 1) / 2;
  array<double, Taps> before{}, now{}, taps{};
  array<double, Taps + 1> d_before{}, d_now{};  // all derivatives, each divided by k!
  for (double& value : now) value = 1;
  d_now[0] = 1;
  double size_before = 1;
  for (size_t n = 0;; ++n) {
    double size = 0;
    for (const double value : now) size += value * value;
    for (size_t i = 0; i < Taps; ++i) taps[Taps - 1 - i] += d_now[derivative] * now[i] / size;
    if (n == degree) break;
    const double back = n == 0 ? 0 : size / size_before;
    for (size_t i = 0; i < Taps; ++i) {
      const double x = Taps == 1 ? 0 : (static_cast<double>(i) - half) / half;
      const double next = x * now[i] - back * before[i];
      before[i] = now[i];
      now[i] = next;
    }
    for (size_t k = Taps; k > 0; --k) {
      const double next = d_now[k - 1] - back * d_before[k];
      d_before[k] = d_now[k];
      d_now[k] = next;
    }
    const double next = -back * d_before[0];
    d_before[0] = d_now[0];
    d_now[0] = next;
    size_before = size;
  }
  double unit = 1;
  for (size_t k = 1; k <= derivative; ++k) unit *= static_cast<double>(k) / (spacing * half);
  for (double& tap : taps) tap *= unit;
  return taps;
}

}  // namespace mote
