// elliptic_integral.hpp - elliptic integrals by the arithmetic-geometric mean. Floor 1.
// For constant expressions and the host: a chip never computes with these.
#pragma once

#include "../constant.hpp"

namespace mote::detail::design {

/// The steps of the mean of 1 and k', until both are equal: Gauss's way to elliptic integrals.
/// Each step doubles the digits; k' = 1e-150 takes 12.
struct mean_steps {
  static constexpr int most = 16;
  double a[most + 1]{}, b[most + 1]{};
  int count = 0;

  explicit constexpr mean_steps(double complementary_modulus) noexcept {
    a[0] = 1;
    b[0] = complementary_modulus;
    while (count < most && a[count] - b[count] > 1e-16 * a[count]) {
      a[count + 1] = (a[count] + b[count]) / 2;
      b[count + 1] = constant::sqrt(a[count] * b[count]);
      ++count;
    }
  }
  /// The complete integral of the first kind, K.
  constexpr double complete() const noexcept { return constant::pi / (2 * a[count]); }
};

/// The incomplete integral of the first kind, F, at tan(phi) = `tangent` > 0.
constexpr double incomplete_integral(double tangent, double complementary_modulus) noexcept {
  const mean_steps mean{complementary_modulus};
  double phi = constant::atan(tangent);
  for (int i = 0; i < mean.count; ++i) {
    // The turn of atan that leaves phi[i + 1] nearest to 2 phi[i].
    const double step = constant::atan(mean.b[i] / mean.a[i] * constant::tan(phi));
    const double turns = (phi - step) / constant::pi + 0.5;
    const auto whole = static_cast<double>(static_cast<int>(turns));
    phi += step + constant::pi * whole;
  }
  double size = mean.a[mean.count];
  for (int i = 0; i < mean.count; ++i) size *= 2;
  return phi / size;
}

struct jacobi {
  double sn, cn, dn;
};
/// Jacobi's elliptic functions of u.
constexpr jacobi jacobi_of(double u, double complementary_modulus) noexcept {
  const mean_steps mean{complementary_modulus};
  double phi = mean.a[mean.count] * u;
  for (int i = 0; i < mean.count; ++i) phi *= 2;
  for (int i = mean.count; i > 0; --i) {
    const double ratio = (mean.a[i - 1] - mean.b[i - 1]) / 2 / mean.a[i];
    const double x = ratio * constant::sin(phi);
    phi = (phi + constant::atan(x / constant::sqrt((1 - x) * (1 + x)))) / 2;
  }
  const double cn = constant::cos(phi);
  const double sn = constant::sin(phi);
  const double k = complementary_modulus;
  // dn^2 = 1 - m sn^2 = cn^2 + k'^2 sn^2: nothing cancels.
  return {sn, cn, constant::sqrt(cn * cn + k * k * sn * sn)};
}

}  // namespace mote::detail::design
