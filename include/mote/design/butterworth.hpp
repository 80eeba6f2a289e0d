// butterworth.hpp - Butterworth designs of any order, as constants. Floor 1.
#pragma once

#include <stddef.h>

#include "constant.hpp"
#include "detail/prototype.hpp"
#include "sos.hpp"

namespace mote {

namespace detail::design {
/// Poles on a half circle.
template <size_t Order>
constexpr prototype<Order> butterworth_prototype() noexcept {
  static_assert(Order >= 1 && Order <= 32, "a Butterworth filter has an order from 1 to 32");
  prototype<Order> low;
  for (size_t i = 0; i < Order / 2; ++i) {
    const double angle = pole_angle(i, Order);
    low.poles.add_pair({-constant::cos(angle), constant::sin(angle)});
  }
  if (Order % 2 != 0) low.poles.add_real(-1);
  return low;
}
}  // namespace detail::design

/// Butterworth: the flattest pass band, 3.01 dB down at the cutoff; -6 dB an octave and order.
///
/// Unit     cutoff and rate in Hz, or both in any unit of frequency
/// Shape    (Order + 1) / 2 sections
/// Range    0 < cutoff < rate / 2
/// Time     constant expressions: `constexpr auto design = butterworth_lowpass<4>(8.0, 62.5);`
/// Errors   a frequency out of range does not compile in a constant; on the host it traps
/// Source   scipy.signal.butter(Order, cutoff, fs=rate, output='sos'), row by row
template <size_t Order>
constexpr sos<(Order + 1) / 2> butterworth_lowpass(double cutoff, double rate) noexcept {
  return detail::design::lowpass_of(detail::design::butterworth_prototype<Order>(), cutoff, rate);
}

/// As butterworth_lowpass, but what is below the cutoff is taken away.
template <size_t Order>
constexpr sos<(Order + 1) / 2> butterworth_highpass(double cutoff, double rate) noexcept {
  return detail::design::highpass_of(detail::design::butterworth_prototype<Order>(), cutoff, rate);
}

/// Passes low..high, the two frequencies where the gain is -3.01 dB.
///
/// Shape    Order sections: each slope has the order `Order`, the whole filter 2 * Order
/// Range    0 < low < high < rate / 2
/// Source   scipy.signal.butter(Order, [low, high], 'bandpass', fs=rate, output='sos')
template <size_t Order>
constexpr sos<Order> butterworth_bandpass(double low, double high, double rate) noexcept {
  return detail::design::bandpass_of(detail::design::butterworth_prototype<Order>(),
                                     detail::design::prewarped_band(low, high, rate));
}

/// As butterworth_bandpass, but low..high is taken away.
template <size_t Order>
constexpr sos<Order> butterworth_bandstop(double low, double high, double rate) noexcept {
  return detail::design::bandstop_of(detail::design::butterworth_prototype<Order>(),
                                     detail::design::prewarped_band(low, high, rate));
}

}  // namespace mote
