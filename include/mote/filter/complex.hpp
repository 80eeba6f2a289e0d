// complex.hpp - complex numbers for filter designs: constant expressions and the host. Floor 2.
#pragma once

#include "../core/constant.hpp"

namespace mote::constant {

/// A complex number in double, for designs and their responses; a chip never computes with it.
struct complex {
  double real = 0;
  double imag = 0;
};

constexpr complex operator+(complex a, complex b) noexcept {
  return {a.real + b.real, a.imag + b.imag};
}
constexpr complex operator-(complex a, complex b) noexcept {
  return {a.real - b.real, a.imag - b.imag};
}
constexpr complex operator*(complex a, complex b) noexcept {
  return {a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}
constexpr complex operator*(complex a, double b) noexcept { return {a.real * b, a.imag * b}; }

/// |a|^2.
constexpr double norm(complex a) noexcept { return a.real * a.real + a.imag * a.imag; }

/// b is not 0.
constexpr complex operator/(complex a, complex b) noexcept {
  const double size = norm(b);
  return complex{a.real * b.real + a.imag * b.imag, a.imag * b.real - a.real * b.imag} * (1 / size);
}

/// |a|.
constexpr double abs(complex a) noexcept { return sqrt(norm(a)); }

/// The root with a real part that is not negative.
constexpr complex sqrt(complex a) noexcept {
  const double large = sqrt((abs(a) + abs(a.real)) / 2);
  if (large == 0) return {0, 0};
  const double small = a.imag / (2 * large);
  if (a.real >= 0) return {large, small};
  return {abs(small), a.imag < 0 ? -large : large};
}

}  // namespace mote::constant
