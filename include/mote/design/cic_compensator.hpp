// cic_compensator.hpp - a low pass that undoes the droop of a CIC filter. Floor 1.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"
#include "constant.hpp"
#include "detail/edges.hpp"
#include "window_shape.hpp"

namespace mote {

/// Linear-phase low pass of N taps whose gain up to `cutoff` is the inverse of the droop of a CIC
/// filter of `stages` and `factor` (with its delay) in front of it; 1 at frequency 0.
///
/// Unit     cutoff and sample_rate, the rate behind the CIC, in Hz
/// Range    0 < cutoff < sample_rate / 2
/// Source   the inverse Fourier transform of the wanted gain, by 128 steps of the trapezoidal rule,
///          times a window
template <size_t N>
constexpr array<double, N> cic_compensator(size_t stages, size_t factor, double cutoff,
                                           double sample_rate,
                                           const window_shape& window = windows::hamming) noexcept {
  detail::design::check_frequency(cutoff, sample_rate);
  constexpr size_t steps = 128;
  array<double, steps + 1> wanted{};
  const double step = constant::pi * cutoff / sample_rate / static_cast<double>(steps);  // pi f
  const double length = static_cast<double>(factor);
  for (size_t i = 0; i <= steps; ++i) {
    const double x = static_cast<double>(i) * step;
    const double droop = i == 0 ? 1 : constant::sin(x) / (length * constant::sin(x / length));
    wanted[i] = i == 0 || i == steps ? 0.5 : 1;
    for (size_t s = 0; s < stages; ++s) wanted[i] /= droop;
  }
  array<double, N> b{};
  double gain = 0;
  for (size_t k = 0; k <= (N - 1) / 2; ++k) {
    const double m = static_cast<double>(N - 1) / 2 - static_cast<double>(k);
    const double c = constant::cos(2 * step * m);
    double last = c;
    double cosine = 1;  // of 2 step m i, by the recurrence of Chebyshev's polynomials
    double sum = 0;
    for (const double height : wanted) {
      sum += height * cosine;
      const double next = 2 * c * cosine - last;
      last = cosine;
      cosine = next;
    }
    b[k] = b[N - 1 - k] = sum * window.symmetric(k, N);
    gain += 2 * k + 1 == N ? b[k] : 2 * b[k];
  }
  for (double& tap : b) tap /= gain;
  return b;
}

}  // namespace mote
