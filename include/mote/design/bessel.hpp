// bessel.hpp - Bessel (Thomson) designs of any order, as constants. Floor 1.
#pragma once

#include <stddef.h>

#include "../core/expects.hpp"
#include "constant.hpp"
#include "detail/prototype.hpp"
#include "sos.hpp"

namespace mote {

/// What of a Bessel filter lies at its cutoff, as scipy's `norm`.
enum class bessel_norm : unsigned char {
  phase,      ///< the middle of its phase, as of Butterworth's; far behind it both fall alike
  delay,      ///< a low pass delays by 1 / (2 pi cutoff) at 0 Hz
  magnitude,  ///< -3.01 dB; scipy's 'mag'
};

namespace detail::design {

/// The roots of the reverse Bessel polynomial of that order, all at once by Aberth's iteration.
/// The polynomial obeys t[n] = (2n - 1) t[n-1] + s^2 t[n-2] and t'[n] = t[n] - s t[n-1], so that
/// Newton's step needs no more than the ratio t[n] / t[n-1]: no coefficient grows. What cancels in
/// it takes a digit for each 1.4 orders: 2e-11 of a root is lost at order 12, 1e-8 at 16.
template <size_t Order>
constexpr roots<Order> bessel_roots() noexcept {
  constexpr size_t count = (Order + 1) / 2;  // those not below the real axis
  complex<double> s[count]{};
  for (size_t i = 0; i < count; ++i) {  // an ellipse near the curve on which they lie
    const double angle = i < Order / 2 ? pole_angle(i, Order) : 0;
    s[i] = complex<double>{-0.66 * constant::cos(angle), constant::sin(angle)} *
           static_cast<double>(Order);
  }
  double moved = 1;
  for (int turn = 0; turn < 60 && moved > 1e-30; ++turn) {
    moved = 0;
    for (size_t i = 0; i < count; ++i) {
      complex<double> ratio = s[i] + complex<double>{1, 0};
      for (size_t n = 2; n <= Order; ++n) {
        ratio = s[i] * s[i] / ratio + complex<double>{static_cast<double>(2 * n - 1), 0};
      }
      const complex<double> newton = ratio / (ratio - s[i]);
      complex<double> others{};
      for (size_t j = 0; j < count; ++j) {
        const bool real = j >= Order / 2;
        if (j != i) others = others + 1 / (s[i] - s[j]);
        if (!real) others = others + 1 / (s[i] - complex<double>{s[j].re, -s[j].im});
      }
      const complex<double> step = newton / (complex<double>{1, 0} - newton * others);
      s[i] = s[i] - step;
      moved += norm(step) / norm(s[i]);
    }
  }
  roots<Order> found;
  for (size_t i = 0; i < Order / 2; ++i) found.add_pair(s[i]);
  if (Order % 2 != 0) found.add_real(s[count - 1].re);
  return found;
}

/// The square of the gain at 0 over that at `frequency` rad/s, of poles alone.
template <size_t N>
constexpr double loss(const roots<N>& poles, double frequency) noexcept {
  double product = 1;
  for (size_t i = 0; i < poles.pair_count; ++i) {
    const complex<double> p = poles.pairs[i];
    product *= norm(complex<double>{p.re, frequency - p.im}) / norm(p);
    product *= norm(complex<double>{p.re, frequency + p.im}) / norm(p);
  }
  for (size_t i = 0; i < poles.real_count; ++i) {
    product *= norm(complex<double>{poles.reals[i], frequency}) / norm({poles.reals[i], 0});
  }
  return product;
}

template <size_t Order>
constexpr prototype<Order> bessel_prototype(bessel_norm at_cutoff) noexcept {
  static_assert(Order >= 1 && Order <= 12, "a Bessel filter has an order from 1 to 12");
  prototype<Order> low;
  low.poles = bessel_roots<Order>();
  double edge = 1;
  if (at_cutoff == bessel_norm::phase) {
    // The geometric mean of the poles: the Order-th root of 1 * 3 * ... * (2 Order - 1).
    double logs = 0;
    for (size_t i = 1; i <= Order; ++i) logs += constant::log(static_cast<double>(2 * i - 1));
    edge = constant::exp(logs / static_cast<double>(Order));
  } else if (at_cutoff == bessel_norm::magnitude) {
    double above = static_cast<double>(2 * Order), below = 0;
    for (int i = 0; i < 60; ++i) {
      edge = (above + below) / 2;
      (loss(low.poles, edge) > 2 ? above : below) = edge;
    }
  }
  low.poles = each_root(low.poles, [edge](auto root) { return root * (1 / edge); });
  low.gain = gain_at_0(low);
  return low;
}
}  // namespace detail::design

/// Bessel: the flattest delay that an order can have, and a step response without overshoot; it
/// falls more slowly than the others. The delay is that of the analog filter, up to about a tenth
/// of the rate.
///
/// Unit     cutoff and rate in Hz, or both in any unit of frequency
/// Shape    (Order + 1) / 2 sections
/// Range    0 < cutoff < rate / 2, orders from 1 to 12
/// Time     constant expressions: `constexpr auto design = bessel_lowpass<4>(8.0, 62.5);`
/// Errors   a frequency out of range does not compile in a constant; on the host it traps
/// Source   scipy.signal.bessel(Order, cutoff, norm=..., fs=rate, output='sos'), row by row
template <size_t Order>
constexpr sos<(Order + 1) / 2> bessel_lowpass(double cutoff, double rate,
                                              bessel_norm at_cutoff = bessel_norm::phase) noexcept {
  return detail::design::lowpass_of(detail::design::bessel_prototype<Order>(at_cutoff), cutoff,
                                    rate);
}

/// As bessel_lowpass, but what is below the cutoff is taken away.
template <size_t Order>
constexpr sos<(Order + 1) / 2> bessel_highpass(
    double cutoff, double rate, bessel_norm at_cutoff = bessel_norm::phase) noexcept {
  return detail::design::highpass_of(detail::design::bessel_prototype<Order>(at_cutoff), cutoff,
                                     rate);
}

/// Passes low..high.
///
/// Shape    Order sections: each slope has the order `Order`, the whole filter 2 * Order
/// Range    0 < low < high < rate / 2, orders from 1 to 12
/// Source   scipy.signal.bessel(Order, [low, high], 'bandpass', norm=..., fs=rate, output='sos')
template <size_t Order>
constexpr sos<Order> bessel_bandpass(double low, double high, double rate,
                                     bessel_norm at_cutoff = bessel_norm::phase) noexcept {
  return detail::design::bandpass_of(detail::design::bessel_prototype<Order>(at_cutoff),
                                     detail::design::prewarped_band(low, high, rate));
}

/// As bessel_bandpass, but low..high is taken away.
template <size_t Order>
constexpr sos<Order> bessel_bandstop(double low, double high, double rate,
                                     bessel_norm at_cutoff = bessel_norm::phase) noexcept {
  return detail::design::bandstop_of(detail::design::bessel_prototype<Order>(at_cutoff),
                                     detail::design::prewarped_band(low, high, rate));
}

}  // namespace mote
