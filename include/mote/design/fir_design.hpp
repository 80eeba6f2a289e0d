// fir_design.hpp - windowed-sinc FIR designs as constants. Floor 1.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"
#include "constant.hpp"
#include "detail/edges.hpp"
#include "window_shape.hpp"

namespace mote {

namespace detail::design {
/// Multiples of the Nyquist frequency.
struct fir_band {
  double low, high;
};

/// sin(pi x) / (pi x) with numpy's convention at 0, scaled by `width`: width * sinc(width * m).
constexpr double scaled_sinc(double width, double m) noexcept {
  const double x = constant::pi * width * m;
  return x == 0 ? width : constant::sin(x) / (constant::pi * m);
}

/// scipy.signal.firwin of the pass bands, in rising order, scaled to 1 in the middle of the first:
/// at 0 or at the Nyquist frequency where the band touches it.
template <size_t N, size_t Bands>
constexpr array<double, N> fir_windowed(const array<fir_band, Bands>& bands,
                                        const window_shape& window) noexcept {
  array<double, N> b{};
  const double centre = static_cast<double>(N - 1) / 2;
  for (size_t i = 0; i <= (N - 1) / 2; ++i) {
    const double m = static_cast<double>(i) - centre;
    double sum = 0;
    for (const fir_band& band : bands) {
      sum += scaled_sinc(band.high, m);
      if (band.low > 0) sum -= scaled_sinc(band.low, m);
    }
    b[i] = b[N - 1 - i] = sum * window.symmetric(i, N);
  }
  const fir_band& first = bands[0];
  const double at = first.low == 0 ? 0 : first.high == 1 ? 1 : (first.low + first.high) / 2;
  double gain = 0;
  for (size_t i = 0; i < N; ++i) {
    gain += b[i] * constant::cos(constant::pi * (static_cast<double>(i) - centre) * at);
  }
  for (double& tap : b) tap /= gain;
  return b;
}

constexpr double of_nyquist(double frequency, double sample_rate) noexcept {
  check_frequency(frequency, sample_rate);
  return 2 * frequency / sample_rate;
}
}  // namespace detail::design

/// Linear-phase FIR designs of N taps by the window method: scipy.signal.firwin with scale=True.
/// The gain is 1 at frequency 0 (low pass, band stop), at half the sample rate (high pass), in the
/// middle of the band (band pass), and 1/2 at the cut-off frequencies. Delay: (N - 1) / 2 samples.
///
/// Unit     frequencies in Hz, or any unit that both have in common
/// Range    0 < frequency < sample_rate / 2: else the constant expression does not compile
/// Time     the compiler's; up to 1000 taps or so within Clang's step limit
/// Source   scipy.signal.firwin, to 1e-12
template <size_t N>
constexpr array<double, N> fir_lowpass(double cutoff, double sample_rate,
                                       const window_shape& window = windows::hamming) noexcept {
  const double edge = detail::design::of_nyquist(cutoff, sample_rate);
  return detail::design::fir_windowed<N>(array<detail::design::fir_band, 1>{{{0, edge}}}, window);
}

/// As fir_lowpass, but what lies above the cutoff passes; N is odd.
template <size_t N>
constexpr array<double, N> fir_highpass(double cutoff, double sample_rate,
                                        const window_shape& window = windows::hamming) noexcept {
  static_assert(N % 2 == 1, "an even number of taps is silent at half the sample rate: use odd N");
  const double edge = detail::design::of_nyquist(cutoff, sample_rate);
  return detail::design::fir_windowed<N>(array<detail::design::fir_band, 1>{{{edge, 1}}}, window);
}

/// As fir_lowpass, but what lies from `low` to `high` passes.
template <size_t N>
constexpr array<double, N> fir_bandpass(double low, double high, double sample_rate,
                                        const window_shape& window = windows::hamming) noexcept {
  detail::design::check_band(low, high);
  const detail::design::fir_band band{detail::design::of_nyquist(low, sample_rate),
                                      detail::design::of_nyquist(high, sample_rate)};
  return detail::design::fir_windowed<N>(array<detail::design::fir_band, 1>{{band}}, window);
}

/// As fir_lowpass, but what lies from `low` to `high` is taken away; N is odd.
template <size_t N>
constexpr array<double, N> fir_bandstop(double low, double high, double sample_rate,
                                        const window_shape& window = windows::hamming) noexcept {
  static_assert(N % 2 == 1, "an even number of taps is silent at half the sample rate: use odd N");
  detail::design::check_band(low, high);
  return detail::design::fir_windowed<N>(
      array<detail::design::fir_band, 2>{{{0, detail::design::of_nyquist(low, sample_rate)},
                                          {detail::design::of_nyquist(high, sample_rate), 1}}},
      window);
}

}  // namespace mote
