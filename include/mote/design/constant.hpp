// constant.hpp - elementary functions in double, for constant expressions and the host. Floor 1.
// Filter designs, windows and tables are computed with these by the compiler; a chip never runs
// them: a call at run time does not compile there unless MOTE_DESIGN_ON_CHIP is 1
// (core/target.hpp). Where a function has no answer, the constant expression does not compile.
#pragma once

#include <stdint.h>

#include "../core/expects.hpp"

namespace mote::constant {

/// Known numbers, to the last bit of a double.
inline constexpr double pi = 3.14159265358979323846;
inline constexpr double e = 2.71828182845904523536;
inline constexpr double ln_2 = 0.69314718055994530942;
inline constexpr double ln_10 = 2.30258509299404568402;

/// |x|; of -0.0 it is -0.0.
constexpr double abs(double x) noexcept { return x < 0 ? -x : x; }

/// To the nearest integer, halves away from 0; the result fits.
constexpr int32_t round_to_int(double x) noexcept {
  return static_cast<int32_t>(x < 0 ? x - 0.5 : x + 0.5);
}

/// x * 2^n.
constexpr double scale(double x, int32_t n) noexcept {
  for (; n > 0; --n) x *= 2;
  for (; n < 0; ++n) x /= 2;
  return x;
}

}  // namespace mote::constant

namespace mote::detail::design {
// ln 2 and pi/2 in parts short enough that a whole number below 2^21 times the first is exact.
inline constexpr double ln_2_high = 0x1.62e42fee00000p-1;
inline constexpr double ln_2_low = 0x1.a39ef35793c76p-33;
inline constexpr double half_pi_high = 0x1.921fb54400000p+0;
inline constexpr double half_pi_middle = 0x1.0b4611a600000p-34;
inline constexpr double half_pi_low = 0x1.3198a2e037073p-69;

/// x = f * 2^n with f in [1, 4) and n even.
struct split_number {
  double f;
  int32_t n;
};
constexpr split_number split(double x) noexcept {
  int32_t n = 0;
  for (; x >= 4; n += 2) x /= 4;
  for (; x < 1; n -= 2) x *= 4;
  return {x, n};
}

/// Power series, summed until a term no longer changes the sum; small |x| only.
constexpr double exp_series(double x) noexcept {  // e^x - 1
  double sum = 0;
  double term = x;
  for (int k = 2; sum + term != sum; ++k) {
    sum += term;
    term *= x / k;
  }
  return sum;
}
constexpr double sin_series(double x, bool hyperbolic = false) noexcept {
  const double square = hyperbolic ? x * x : -x * x;
  double sum = 0;
  double term = x;
  for (int k = 2; sum + term != sum; k += 2) {
    sum += term;
    term *= square / (k * (k + 1));
  }
  return sum;
}
constexpr double cos_series(double x) noexcept {
  double sum = 0;
  double term = 1;
  for (int k = 1; sum + term != sum; k += 2) {
    sum += term;
    term *= -x * x / (k * (k + 1));
  }
  return sum;
}
constexpr double atan_series(double x, bool hyperbolic) noexcept {  // |x| < 0.42
  const double square = hyperbolic ? x * x : -x * x;
  double sum = 0;
  double power = x;
  for (int k = 1; sum + power / k != sum; k += 2) {
    sum += power / k;
    power *= square;
  }
  return sum;
}

/// sin(x + turn * pi/2).
constexpr double sin_of(double x, int32_t turn) noexcept {
  target::at_compile_time();
  MOTE_EXPECTS(constant::abs(x) <= 1e6, "angles are at most 1e6");
  const int32_t n = constant::round_to_int(x / (constant::pi / 2));
  const double whole = static_cast<double>(n);
  const double r = ((x - whole * half_pi_high) - whole * half_pi_middle) - whole * half_pi_low;
  const uint32_t quadrant = static_cast<uint32_t>(n + turn);
  const double value = quadrant % 2 != 0 ? cos_series(r) : sin_series(r);
  return quadrant % 4 >= 2 ? -value : value;
}
}  // namespace mote::detail::design

namespace mote::constant {

/// Square root, x >= 0.
constexpr double sqrt(double x) noexcept {
  target::at_compile_time();
  MOTE_EXPECTS(x >= 0 && x < __builtin_inf(),
               "a square root is taken of what is finite and not below 0");
  if (x == 0) return x;
  const detail::design::split_number s = detail::design::split(x);
  double root = 0.5 + 0.5 * s.f;
  for (int step = 0; step < 6; ++step) root = 0.5 * (root + s.f / root);
  return scale(root, s.n / 2);
}

/// e^x, |x| <= 700.
constexpr double exp(double x) noexcept {
  target::at_compile_time();
  MOTE_EXPECTS(x >= -700 && x <= 700, "exp is for -700 to 700: beyond, double ends");
  const int32_t n = round_to_int(x / ln_2);
  const double whole = static_cast<double>(n);
  const double r = (x - whole * detail::design::ln_2_high) - whole * detail::design::ln_2_low;
  return scale(1 + detail::design::exp_series(r), n);
}

/// e^x - 1, |x| <= 700; no digit is lost near 0.
constexpr double expm1(double x) noexcept {
  return abs(x) < 0.5 ? detail::design::exp_series(x) : exp(x) - 1;
}

/// Natural logarithm, x > 0.
constexpr double log(double x) noexcept {
  target::at_compile_time();
  MOTE_EXPECTS(x > 0 && x < __builtin_inf(), "a logarithm is taken of what is finite and above 0");
  detail::design::split_number s = detail::design::split(x);
  while (s.f > 1.4142135623730951) {
    s.f /= 2;
    ++s.n;
  }
  const double log_f = 2 * detail::design::atan_series((s.f - 1) / (s.f + 1), true);
  const double n = static_cast<double>(s.n);
  return n * detail::design::ln_2_high + (log_f + n * detail::design::ln_2_low);
}
constexpr double log2(double x) noexcept { return log(x) / ln_2; }
constexpr double log10(double x) noexcept { return log(x) / ln_10; }

/// x^y: any x for a whole y with |y| < 2^31, else x > 0.
constexpr double pow(double x, double y) noexcept {
  if (!(abs(y) < 2147483648.0) || y != static_cast<double>(static_cast<int32_t>(y))) {
    return exp(y * log(x));
  }
  MOTE_EXPECTS(x != 0 || y >= 0, "0 has no negative powers");
  double power = 1;
  for (uint32_t n = static_cast<uint32_t>(abs(y)); n != 0; n /= 2) {
    if (n % 2 != 0) power *= x;
    if (n > 1) x *= x;
  }
  return y < 0 ? 1 / power : power;
}

/// Sine, cosine and tangent of x radians, |x| <= 1e6.
constexpr double sin(double x) noexcept { return detail::design::sin_of(x, 0); }
constexpr double cos(double x) noexcept { return detail::design::sin_of(x, 1); }
constexpr double tan(double x) noexcept { return sin(x) / cos(x); }

/// Arc tangent in radians, every finite x.
constexpr double atan(double x) noexcept {
  if (abs(x) > 1) return (x < 0 ? -pi / 2 : pi / 2) - atan(1 / x);
  return 2 * detail::design::atan_series(x / (1 + sqrt(1 + x * x)), false);
}

/// Hyperbolic sine and cosine, |x| <= 700.
constexpr double sinh(double x) noexcept {
  return abs(x) < 1 ? detail::design::sin_series(x, true) : (exp(x) - exp(-x)) / 2;
}
constexpr double cosh(double x) noexcept { return (exp(x) + exp(-x)) / 2; }

/// Inverse of sinh, |x| <= 1e150.
constexpr double asinh(double x) noexcept {
  const double root = sqrt(1 + x * x);
  if (abs(x) < 0.5) return 2 * detail::design::atan_series(x / (1 + root), true);
  return x < 0 ? -log(root - x) : log(root + x);
}

}  // namespace mote::constant
