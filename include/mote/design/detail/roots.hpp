// roots.hpp - poles and zeros of a filter with real taps, and how they become sections. Floor 1.
#pragma once

#include <stddef.h>

#include "../../core/expects.hpp"
#include "../constant.hpp"
#include "complex_arithmetic.hpp"
#include "../sos.hpp"

namespace mote::detail::design {

/// Up to N roots: real ones, and conjugate pairs, of which the half above the real axis is kept.
template <size_t N>
struct roots {
  complex<double> pairs[N / 2 + 1]{};
  double reals[N + 1]{};
  size_t pair_count = 0;
  size_t real_count = 0;

  /// The second bound is one that a compiler can see.
  template <class T, size_t Capacity>
  static constexpr void remove(T (&items)[Capacity], size_t& count, size_t at) noexcept {
    for (--count; at < count && at + 1 < Capacity; ++at) items[at] = items[at + 1];
  }

  constexpr void add_real(double x) noexcept { reals[real_count++] = x; }
  constexpr void add_pair(complex<double> x) noexcept {
    pairs[pair_count++] = {x.re, constant::abs(x.im)};
  }
  constexpr void add_reals(double x, size_t count) noexcept {
    for (size_t i = 0; i < count; ++i) add_real(x);
  }
  constexpr double take_real(size_t at) noexcept {
    const double taken = reals[at];
    remove(reals, real_count, at);
    return taken;
  }
  constexpr complex<double> take_pair(size_t at) noexcept {
    const complex<double> taken = pairs[at];
    remove(pairs, pair_count, at);
    return taken;
  }

  constexpr size_t count() const noexcept { return 2 * pair_count + real_count; }

  /// The product of (x - root) over all roots.
  constexpr double polynomial(double x) const noexcept {
    double product = 1;
    for (size_t i = 0; i < pair_count; ++i) {
      product *= norm(complex<double>{x - pairs[i].re, pairs[i].im});
    }
    for (size_t i = 0; i < real_count; ++i) product *= x - reals[i];
    return product;
  }

  /// Where the pair, then the real root, lies that has the least `distance`; the first of equals.
  template <class Distance>
  constexpr size_t least_pair(Distance distance) const noexcept {
    size_t best = 0;
    for (size_t i = 1; i < pair_count; ++i) {
      if (distance(pairs[i]) < distance(pairs[best])) best = i;
    }
    return best;
  }
  template <class Distance>
  constexpr size_t least_real(Distance distance) const noexcept {
    size_t best = 0;
    for (size_t i = 1; i < real_count; ++i) {
      if (distance({reals[i], 0}) < distance({reals[best], 0})) best = i;
    }
    return best;
  }
};

/// H = gain * product of (x - zero) / product of (x - pole), with x = s or z.
template <size_t N>
struct zeros_poles_gain {
  roots<N> zeros, poles;
  double gain = 1;
};

/// A polynomial of z^-1 of degree 2.
struct quadratic {
  double c0, c1, c2;
};
constexpr quadratic quadratic_of(complex<double> pair) noexcept {
  return {1, -2 * pair.re, norm(pair)};
}
constexpr quadratic quadratic_of(double a, double b) noexcept { return {1, -(a + b), a * b}; }

/// Sections of a digital filter with as many zeros as poles. As scipy's zpk2sos pairs them
/// ('nearest'): the poles nearest to the unit circle take the zeros nearest to them and go last;
/// the gain goes into the first section. An odd order gets one pole and one zero at 0.
template <size_t N>
constexpr sos<(N + 1) / 2> sections_of(zeros_poles_gain<N> design) noexcept {
  using complex = mote::complex<double>;
  roots<N>& poles = design.poles;
  roots<N>& zeros = design.zeros;
  MOTE_EXPECTS(poles.count() == N && zeros.count() == N,
               "a design has as many poles and zeros as its order");
  if (N % 2 != 0) {
    poles.add_real(0);
    zeros.add_real(0);
  }
  const auto from_circle = [](complex pole) { return constant::abs(1 - norm(pole)); };

  sos<(N + 1) / 2> rows{};
  for (size_t left = rows.size(); left-- > 0;) {
    const size_t pair_at = poles.least_pair(from_circle);
    const size_t real_at = poles.least_real(from_circle);
    complex worst{poles.reals[real_at], 0};
    quadratic a{};
    if (poles.real_count == 0 ||
        (poles.pair_count != 0 && from_circle(poles.pairs[pair_at]) <= from_circle(worst))) {
      worst = poles.take_pair(pair_at);
      a = quadratic_of(worst);
    } else {
      poles.take_real(real_at);
      a = quadratic_of(worst.re, poles.take_real(poles.least_real(from_circle)));
    }

    const auto from_pole = [worst](complex zero) { return norm(zero - worst); };
    const size_t near_pair = zeros.least_pair(from_pole);
    const size_t near_real = zeros.least_real(from_pole);
    quadratic b{};
    if (zeros.real_count == 0 ||
        (zeros.pair_count != 0 &&
         from_pole(zeros.pairs[near_pair]) <= from_pole({zeros.reals[near_real], 0}))) {
      b = quadratic_of(zeros.take_pair(near_pair));
    } else {
      const double first = zeros.take_real(near_real);
      b = quadratic_of(first, zeros.take_real(zeros.least_real(from_pole)));
    }
    rows[left] = {b.c0, b.c1, b.c2, a.c0, a.c1, a.c2};
  }
  rows[0].b0 *= design.gain;
  rows[0].b1 *= design.gain;
  rows[0].b2 *= design.gain;
  return rows;
}

}  // namespace mote::detail::design
