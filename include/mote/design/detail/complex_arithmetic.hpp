// complex_arithmetic.hpp - +, -, *, /, abs and sqrt of complex<double>, for designs. Floor 1.
// For constant expressions and the host: a chip never computes with these.
#pragma once

#include "../../core/complex.hpp"
#include "../constant.hpp"

namespace mote {

constexpr complex<double> operator+(complex<double> a, complex<double> b) noexcept {
  return {a.re + b.re, a.im + b.im};
}
constexpr complex<double> operator-(complex<double> a, complex<double> b) noexcept {
  return {a.re - b.re, a.im - b.im};
}
constexpr complex<double> operator*(complex<double> a, complex<double> b) noexcept {
  return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}
constexpr complex<double> operator*(complex<double> a, double b) noexcept {
  return {a.re * b, a.im * b};
}

/// |a|^2.
constexpr double norm(complex<double> a) noexcept { return a.re * a.re + a.im * a.im; }

/// b is not 0.
constexpr complex<double> operator/(complex<double> a, complex<double> b) noexcept {
  const double size = norm(b);
  return complex<double>{a.re * b.re + a.im * b.im, a.im * b.re - a.re * b.im} * (1 / size);
}
constexpr complex<double> operator/(double a, complex<double> b) noexcept {
  return complex<double>{a, 0} / b;
}

/// |a|.
constexpr double abs(complex<double> a) noexcept { return constant::sqrt(norm(a)); }

/// The root with a real part that is not negative.
constexpr complex<double> sqrt(complex<double> a) noexcept {
  const double large = constant::sqrt((abs(a) + constant::abs(a.re)) / 2);
  if (large == 0) return {0, 0};
  const double smaller = a.im / (2 * large);
  if (a.re >= 0) return {large, smaller};
  return {constant::abs(smaller), a.im < 0 ? -large : large};
}

}  // namespace mote
