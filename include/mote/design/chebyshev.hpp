// chebyshev.hpp - Chebyshev designs of type I and II and any order, as constants. Floor 1.
#pragma once

#include <stddef.h>

#include "../core/expects.hpp"
#include "constant.hpp"
#include "detail/prototype.hpp"
#include "sos.hpp"

namespace mote {

namespace detail::design {
/// Poles on a half ellipse.
template <size_t Order>
constexpr prototype<Order> chebyshev1_prototype(double ripple_db) noexcept {
  static_assert(Order >= 1 && Order <= 32, "a Chebyshev filter has an order from 1 to 32");
  MOTE_EXPECTS(ripple_db > 0 && ripple_db < 100, "a ripple lies between 0 and 100 dB");
  const double square = constant::pow(10, ripple_db / 10) - 1;
  const double bend = constant::asinh(1 / constant::sqrt(square)) / static_cast<double>(Order);
  prototype<Order> low;
  for (size_t i = 0; i < Order / 2; ++i) {
    const double angle = pole_angle(i, Order);
    low.poles.add_pair({-constant::sinh(bend) * constant::cos(angle),
                        constant::cosh(bend) * constant::sin(angle)});
  }
  if (Order % 2 != 0) low.poles.add_real(-constant::sinh(bend));
  low.gain = low.poles.polynomial(0);
  if (Order % 2 == 0) low.gain /= constant::sqrt(1 + square);
  return low;
}

/// Zeros on the imaginary axis, and poles that are the inverses of those on a half ellipse.
template <size_t Order>
constexpr prototype<Order> chebyshev2_prototype(double attenuation_db) noexcept {
  static_assert(Order >= 1 && Order <= 32, "a Chebyshev filter has an order from 1 to 32");
  MOTE_EXPECTS(attenuation_db > 0 && attenuation_db < 300,
               "an attenuation lies between 0 and 300 dB");
  const double root = constant::sqrt(constant::pow(10, attenuation_db / 10) - 1);
  const double bend = constant::asinh(root) / static_cast<double>(Order);
  prototype<Order> low;
  for (size_t i = 0; i < Order / 2; ++i) {
    const double angle = pole_angle(i, Order);
    low.zeros.add_pair({0, 1 / constant::sin(angle)});
    low.poles.add_pair(1 / complex<double>{-constant::sinh(bend) * constant::cos(angle),
                                           constant::cosh(bend) * constant::sin(angle)});
  }
  if (Order % 2 != 0) low.poles.add_real(-1 / constant::sinh(bend));
  low.gain = gain_at_0(low);
  return low;
}
}  // namespace detail::design

/// Chebyshev type I: the gain swings between 0 and -ripple_db dB up to the cutoff, and falls faster
/// behind it than Butterworth's.
///
/// Unit     cutoff and rate in Hz, or both in any unit of frequency; ripple in dB
/// Shape    (Order + 1) / 2 sections
/// Range    0 < cutoff < rate / 2, 0 < ripple_db < 100
/// Time     constant expressions: `constexpr auto d = chebyshev1_lowpass<4>(0.5, 8.0, 62.5);`
/// Errors   a frequency out of range does not compile in a constant; on the host it traps
/// Source   scipy.signal.cheby1(Order, ripple_db, cutoff, fs=rate, output='sos'), row by row
template <size_t Order>
constexpr sos<(Order + 1) / 2> chebyshev1_lowpass(double ripple_db, double cutoff,
                                                  double rate) noexcept {
  return detail::design::lowpass_of(detail::design::chebyshev1_prototype<Order>(ripple_db), cutoff,
                                    rate);
}

/// As chebyshev1_lowpass, but what is below the cutoff is taken away.
template <size_t Order>
constexpr sos<(Order + 1) / 2> chebyshev1_highpass(double ripple_db, double cutoff,
                                                   double rate) noexcept {
  return detail::design::highpass_of(detail::design::chebyshev1_prototype<Order>(ripple_db), cutoff,
                                     rate);
}

/// Passes low..high, the edges of the ripple.
///
/// Shape    Order sections: each slope has the order `Order`, the whole filter 2 * Order
/// Range    0 < low < high < rate / 2, 0 < ripple_db < 100
/// Source   scipy.signal.cheby1(Order, ripple_db, [low, high], 'bandpass', fs=rate, output='sos')
template <size_t Order>
constexpr sos<Order> chebyshev1_bandpass(double ripple_db, double low, double high,
                                         double rate) noexcept {
  return detail::design::bandpass_of(detail::design::chebyshev1_prototype<Order>(ripple_db),
                                     detail::design::prewarped_band(low, high, rate));
}

/// As chebyshev1_bandpass, but low..high is taken away.
template <size_t Order>
constexpr sos<Order> chebyshev1_bandstop(double ripple_db, double low, double high,
                                         double rate) noexcept {
  return detail::design::bandstop_of(detail::design::chebyshev1_prototype<Order>(ripple_db),
                                     detail::design::prewarped_band(low, high, rate));
}

/// Chebyshev type II: a pass band as flat as Butterworth's, and from the cutoff on at most
/// -attenuation_db, which it touches again and again.
///
/// Unit     cutoff, where the stop band begins, and rate in Hz, or both in any unit of frequency
/// Shape    (Order + 1) / 2 sections
/// Range    0 < cutoff < rate / 2, 0 < attenuation_db < 300
/// Time     constant expressions: `constexpr auto d = chebyshev2_lowpass<4>(60.0, 12.0, 62.5);`
/// Errors   a frequency out of range does not compile in a constant; on the host it traps
/// Source   scipy.signal.cheby2(Order, attenuation_db, cutoff, fs=rate, output='sos'), row by row
template <size_t Order>
constexpr sos<(Order + 1) / 2> chebyshev2_lowpass(double attenuation_db, double cutoff,
                                                  double rate) noexcept {
  return detail::design::lowpass_of(detail::design::chebyshev2_prototype<Order>(attenuation_db),
                                    cutoff, rate);
}

/// As chebyshev2_lowpass, but what is below the cutoff is taken away.
template <size_t Order>
constexpr sos<(Order + 1) / 2> chebyshev2_highpass(double attenuation_db, double cutoff,
                                                   double rate) noexcept {
  return detail::design::highpass_of(detail::design::chebyshev2_prototype<Order>(attenuation_db),
                                     cutoff, rate);
}

/// Passes what lies between low and high, the edges of the two stop bands.
///
/// Shape    Order sections: each slope has the order `Order`, the whole filter 2 * Order
/// Range    0 < low < high < rate / 2, 0 < attenuation_db < 300
/// Source   scipy.signal.cheby2(Order, attenuation_db, [low, high], 'bandpass', fs=rate)
template <size_t Order>
constexpr sos<Order> chebyshev2_bandpass(double attenuation_db, double low, double high,
                                         double rate) noexcept {
  return detail::design::bandpass_of(detail::design::chebyshev2_prototype<Order>(attenuation_db),
                                     detail::design::prewarped_band(low, high, rate));
}

/// As chebyshev2_bandpass, but low..high is taken away.
template <size_t Order>
constexpr sos<Order> chebyshev2_bandstop(double attenuation_db, double low, double high,
                                         double rate) noexcept {
  return detail::design::bandstop_of(detail::design::chebyshev2_prototype<Order>(attenuation_db),
                                     detail::design::prewarped_band(low, high, rate));
}

}  // namespace mote
