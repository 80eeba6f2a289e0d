// prototype.hpp - from an analog low pass to sections: scipy's iirfilter. Floor 1.
#pragma once

#include <stddef.h>

#include "../constant.hpp"
#include "complex_arithmetic.hpp"
#include "edges.hpp"
#include "roots.hpp"

namespace mote::detail::design {

/// An analog low pass with its edge at 1 rad/s. It may have fewer zeros than its order.
template <size_t Order>
using prototype = zeros_poles_gain<Order>;

/// The gain with which an analog low pass is 1 at 0 Hz.
template <size_t N>
constexpr double gain_at_0(const zeros_poles_gain<N>& low) noexcept {
  return low.poles.polynomial(0) / low.zeros.polynomial(0);
}

/// The angle from the negative real axis of pole `i` above it, of `order` poles on a half ellipse.
constexpr double pole_angle(size_t i, size_t order) noexcept {
  return constant::pi * static_cast<double>(order - 1 - 2 * i) / (2 * static_cast<double>(order));
}

/// The analog frequency that the bilinear transform at a rate of 2 moves onto `frequency`.
constexpr double prewarped(double frequency, double rate) noexcept {
  check_frequency(frequency, rate);
  return 4 * constant::tan(constant::pi * frequency / rate);
}

/// The bilinear transform at a rate of 2: z = (4 + s) / (4 - s). Zeros at infinity come to -1.
template <size_t N>
constexpr zeros_poles_gain<N> bilinear(const zeros_poles_gain<N>& analog) noexcept {
  const auto moved = [](const roots<N>& from) {
    roots<N> to;
    for (size_t i = 0; i < from.pair_count; ++i) {
      const complex<double> s = from.pairs[i];
      to.add_pair((complex<double>{4, 0} + s) / (complex<double>{4, 0} - s));
    }
    for (size_t i = 0; i < from.real_count; ++i) {
      to.add_real((4 + from.reals[i]) / (4 - from.reals[i]));
    }
    return to;
  };
  zeros_poles_gain<N> digital{moved(analog.zeros), moved(analog.poles), analog.gain};
  digital.gain *= analog.zeros.polynomial(4) / analog.poles.polynomial(4);
  digital.zeros.add_reals(-1, analog.poles.count() - analog.zeros.count());
  return digital;
}

/// Every root as `moved` takes it, a pair by its complex number and a real one by its real.
template <size_t N, class Move>
constexpr roots<N> each_root(const roots<N>& from, Move moved) noexcept {
  roots<N> to;
  for (size_t i = 0; i < from.pair_count; ++i) to.add_pair(moved(from.pairs[i]));
  for (size_t i = 0; i < from.real_count; ++i) to.add_real(moved(from.reals[i]));
  return to;
}

template <size_t Order>
constexpr sos<(Order + 1) / 2> lowpass_of(const prototype<Order>& low, double cutoff,
                                          double rate) noexcept {
  const double edge = prewarped(cutoff, rate);
  const auto moved = [edge](auto root) { return root * edge; };
  const auto fewer = static_cast<double>(low.poles.count() - low.zeros.count());
  return sections_of(
      bilinear(zeros_poles_gain<Order>{each_root(low.zeros, moved), each_root(low.poles, moved),
                                       low.gain * constant::pow(edge, fewer)}));
}

template <size_t Order>
constexpr sos<(Order + 1) / 2> highpass_of(const prototype<Order>& low, double cutoff,
                                           double rate) noexcept {
  const double edge = prewarped(cutoff, rate);
  const auto moved = [edge](auto root) { return edge / root; };
  zeros_poles_gain<Order> analog{each_root(low.zeros, moved), each_root(low.poles, moved),
                                 low.gain / gain_at_0(low)};
  analog.zeros.add_reals(0, analog.poles.count() - analog.zeros.count());
  return sections_of(bilinear(analog));
}

/// Adds the two roots of s^2 - 2 half s + center^2 and, where `half` is complex, their conjugates.
template <size_t N>
constexpr void add_band_roots(roots<N>& to, complex<double> half, double center) noexcept {
  const complex<double> root = sqrt(half * half - complex<double>{center * center, 0});
  to.add_pair(half + root);
  to.add_pair(half - root);
}
template <size_t N>
constexpr void add_band_roots(roots<N>& to, double half, double center) noexcept {
  const double square = (half - center) * (half + center);
  if (square < 0) {
    to.add_pair({half, constant::sqrt(-square)});
  } else {
    to.add_real(half + constant::sqrt(square));
    to.add_real(half - constant::sqrt(square));
  }
}

/// Lower and upper edge of a band, prewarped, as their distance and geometric mean.
struct band_edges {
  double width, center;
};
constexpr band_edges prewarped_band(double low, double high, double rate) noexcept {
  check_band(low, high);
  const double lower = prewarped(low, rate);
  const double upper = prewarped(high, rate);
  return {upper - lower, constant::sqrt(lower * upper)};
}

/// The roots of a band, two for each root of the low pass that `half` has moved.
template <size_t N, class Half>
constexpr roots<2 * N> band_roots(const roots<N>& low, double center, Half half) noexcept {
  roots<2 * N> band;
  for (size_t i = 0; i < low.pair_count; ++i) add_band_roots(band, half(low.pairs[i]), center);
  for (size_t i = 0; i < low.real_count; ++i) add_band_roots(band, half(low.reals[i]), center);
  return band;
}

template <size_t Order>
constexpr sos<Order> bandpass_of(const prototype<Order>& low, band_edges edges) noexcept {
  const auto half = [edges](auto root) { return root * (edges.width / 2); };
  const size_t fewer = low.poles.count() - low.zeros.count();
  zeros_poles_gain<2 * Order> analog{
      band_roots(low.zeros, edges.center, half), band_roots(low.poles, edges.center, half),
      low.gain * constant::pow(edges.width, static_cast<double>(fewer))};
  analog.zeros.add_reals(0, fewer);
  return sections_of(bilinear(analog));
}

template <size_t Order>
constexpr sos<Order> bandstop_of(const prototype<Order>& low, band_edges edges) noexcept {
  const auto half = [edges](auto root) { return edges.width / 2 / root; };
  zeros_poles_gain<2 * Order> analog{band_roots(low.zeros, edges.center, half),
                                     band_roots(low.poles, edges.center, half),
                                     low.gain / gain_at_0(low)};
  for (size_t i = low.zeros.count(); i < low.poles.count(); ++i) {
    analog.zeros.add_pair({0, edges.center});
  }
  return sections_of(bilinear(analog));
}

}  // namespace mote::detail::design
