// elliptic.hpp - elliptic (Cauer) designs of any order, as constants. Floor 1.
#pragma once

#include <stddef.h>

#include "../core/expects.hpp"
#include "constant.hpp"
#include "detail/elliptic_integral.hpp"
#include "detail/prototype.hpp"
#include "sos.hpp"

namespace mote {

namespace detail::design {

/// The square of the modulus whose nome is the Order-th root of that of `modulus_square`: how wide
/// the gap between pass band and stop band is. By theta functions, as S. J. Orfanidis, "Lecture
/// notes on elliptic filter design" (2006), (50).
constexpr double selectivity(size_t order, double modulus_square) noexcept {
  const double ratio = mean_steps{constant::sqrt(modulus_square)}.complete() /
                       mean_steps{constant::sqrt(1 - modulus_square)}.complete();
  const double q = constant::exp(-constant::pi * ratio / static_cast<double>(order));
  double numerator = 0, denominator = 1;
  for (int i = 0; i < 8; ++i) {
    numerator += constant::pow(q, i * (i + 1));
    denominator += 2 * constant::pow(q, (i + 1) * (i + 1));
  }
  const double square = numerator * numerator / (denominator * denominator);
  return 16 * q * square * square;
}

template <size_t Order>
constexpr prototype<Order> elliptic_prototype(double ripple_db, double attenuation_db) noexcept {
  static_assert(Order >= 1 && Order <= 32, "an elliptic filter has an order from 1 to 32");
  MOTE_EXPECTS(ripple_db > 0, "the ripple must be above 0 dB");
  MOTE_EXPECTS(ripple_db < attenuation_db && attenuation_db < 300,
               "the attenuation must lie between the ripple and 300 dB");
  const double square = constant::expm1(ripple_db / 10 * constant::ln_10);
  prototype<Order> low;
  if (Order == 1) {
    low.poles.add_real(-constant::sqrt(1 / square));
    low.gain = gain_at_0(low);
    return low;
  }
  const double ripples = square / constant::expm1(attenuation_db / 10 * constant::ln_10);
  const double m = selectivity(Order, ripples);
  const double k = constant::sqrt(m), k1 = constant::sqrt(1 - m);
  const double quarter = mean_steps{k1}.complete();
  const double inner = mean_steps{constant::sqrt(1 - ripples)}.complete();
  const double depth = quarter *
                       incomplete_integral(constant::sqrt(1 / square), constant::sqrt(ripples)) /
                       (static_cast<double>(Order) * inner);
  const jacobi v = jacobi_of(depth, k);
  for (size_t i = 1 - Order % 2; i < Order; i += 2) {
    const jacobi u = jacobi_of(static_cast<double>(i) * quarter / static_cast<double>(Order), k1);
    const double below = 1 - u.dn * v.sn * (u.dn * v.sn);
    const double re = -u.cn * u.dn * v.sn * v.cn / below;
    if (i == 0) {
      low.poles.add_real(re);
      continue;
    }
    low.zeros.add_pair({0, 1 / (k * u.sn)});
    low.poles.add_pair({re, u.sn * v.dn / below});
  }
  low.gain = gain_at_0(low);
  if (Order % 2 == 0) low.gain /= constant::sqrt(1 + square);
  return low;
}
}  // namespace detail::design

/// Elliptic: the narrowest gap between pass band and stop band that an order can have. The gain
/// swings between 0 and -ripple_db dB up to the cutoff, and stays below -attenuation_db behind the
/// gap.
///
/// Unit     cutoff, where the ripple ends, and rate in Hz, or both in any unit of frequency
/// Shape    (Order + 1) / 2 sections
/// Range    0 < cutoff < rate / 2, 0 < ripple_db < attenuation_db < 300
/// Time     constant expressions: `constexpr auto d = elliptic_lowpass<4>(0.5, 60.0, 8.0, 62.5);`
/// Errors   a number out of range does not compile in a constant; on the host it traps
/// Source   scipy.signal.ellip(Order, ripple_db, attenuation_db, cutoff, fs=rate, output='sos')
template <size_t Order>
constexpr sos<(Order + 1) / 2> elliptic_lowpass(double ripple_db, double attenuation_db,
                                                double cutoff, double rate) noexcept {
  return detail::design::lowpass_of(
      detail::design::elliptic_prototype<Order>(ripple_db, attenuation_db), cutoff, rate);
}

/// As elliptic_lowpass, but what is below the cutoff is taken away.
template <size_t Order>
constexpr sos<(Order + 1) / 2> elliptic_highpass(double ripple_db, double attenuation_db,
                                                 double cutoff, double rate) noexcept {
  return detail::design::highpass_of(
      detail::design::elliptic_prototype<Order>(ripple_db, attenuation_db), cutoff, rate);
}

/// Passes low..high, the edges of the ripple.
///
/// Shape    Order sections: each slope has the order `Order`, the whole filter 2 * Order
/// Range    0 < low < high < rate / 2, 0 < ripple_db < attenuation_db < 300
/// Source   scipy.signal.ellip(Order, ripple_db, attenuation_db, [low, high], 'bandpass', fs=rate)
template <size_t Order>
constexpr sos<Order> elliptic_bandpass(double ripple_db, double attenuation_db, double low,
                                       double high, double rate) noexcept {
  return detail::design::bandpass_of(
      detail::design::elliptic_prototype<Order>(ripple_db, attenuation_db),
      detail::design::prewarped_band(low, high, rate));
}

/// As elliptic_bandpass, but low..high is taken away.
template <size_t Order>
constexpr sos<Order> elliptic_bandstop(double ripple_db, double attenuation_db, double low,
                                       double high, double rate) noexcept {
  return detail::design::bandstop_of(
      detail::design::elliptic_prototype<Order>(ripple_db, attenuation_db),
      detail::design::prewarped_band(low, high, rate));
}

}  // namespace mote
