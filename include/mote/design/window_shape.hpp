// window_shape.hpp - the curves of window functions, as constants. Floor 1.
// Tables of windows and windowed-sinc filters are made from these by the compiler.
#pragma once

#include <stddef.h>

#include "../core/expects.hpp"
#include "constant.hpp"

namespace mote {

/// The curve of a window: 1 in the middle, symmetric about it. One of `windows`.
///
/// Time     a cosine, or 30 to 60 products for Kaiser: the compiler's time, never a chip's
/// Source   scipy.signal.windows
struct window_shape {
  // Sum of cosines[k] * cos(k pi x) over x in [-1, 1], or Kaiser's window where beta >= 0.
  double cosines[5];
  double beta = -1;

  /// Height at x in [-1, 1]; the middle is at 0.
  constexpr double operator()(double x) const noexcept {
    if (beta >= 0) return kaiser(x);
    const double c = constant::cos(constant::pi * x);
    double last = 1;
    double cosine = c;  // of k pi x, by the recurrence of Chebyshev's polynomials
    double sum = cosines[0];
    for (int k = 1; k < 5; ++k) {
      sum += cosines[k] * cosine;
      const double next = 2 * c * cosine - last;
      last = cosine;
      cosine = next;
    }
    return sum;
  }

  /// Point i of n, for filter designs: the last point equals the first.
  constexpr double symmetric(size_t i, size_t n) const noexcept {
    MOTE_EXPECTS(i < n, "an index must be below the length");
    if (n == 1) return 1;
    const double length = static_cast<double>(n - 1);
    return (*this)(constant::abs(2 * static_cast<double>(i) - length) / length);
  }

  /// Point i of n, for spectra: the first n points of the symmetric window of n + 1.
  constexpr double periodic(size_t i, size_t n) const noexcept {
    MOTE_EXPECTS(i < n, "an index must be below the length");
    if (n == 1) return 1;
    const double length = static_cast<double>(n);
    return (*this)(constant::abs(2 * static_cast<double>(i) - length) / length);
  }

 private:
  /// The modified Bessel function I0 of 2 sqrt(q): all terms are positive, so nothing cancels.
  static constexpr double bessel_i0(double q) noexcept {
    double sum = 1;
    double term = q;
    for (int k = 2; sum + term != sum; term *= q / (k * k), ++k) sum += term;
    return sum;
  }
  constexpr double kaiser(double x) const noexcept {
    const double quarter = beta * beta / 4;
    const double inside = (1 - x) * (1 + x);
    return bessel_i0(inside > 0 ? quarter * inside : 0) / bessel_i0(quarter);
  }
};

namespace windows {

/// Sums of cosines, by the names and with the coefficients of scipy.signal.windows.
inline constexpr window_shape rectangular{{1, 0, 0, 0, 0}};
inline constexpr window_shape hann{{0.5, 0.5, 0, 0, 0}};
inline constexpr window_shape hamming{{0.54, 0.46, 0, 0, 0}};
inline constexpr window_shape blackman{{0.42, 0.5, 0.08, 0, 0}};
inline constexpr window_shape blackman_harris{{0.35875, 0.48829, 0.14128, 0.01168, 0}};
inline constexpr window_shape flat_top{
    {0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368}};

/// Kaiser's window, 0 <= beta <= 80: 0 is rectangular, 5 near Hamming, 8.6 near Blackman.
constexpr window_shape kaiser(double beta) noexcept {
  MOTE_EXPECTS(beta >= 0 && beta <= 80, "Kaiser's beta is 0 to 80");
  return {{0, 0, 0, 0, 0}, beta};
}

}  // namespace windows

}  // namespace mote
