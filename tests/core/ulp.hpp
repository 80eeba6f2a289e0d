// ulp.hpp - how far float functions are from a double reference, in steps through all floats.
#pragma once

#include <math.h>
#include <stdint.h>

#include "mote/core/bits.hpp"

// 1 visits every float; a chip visits fewer, as it computes the reference in software.
#ifndef MOTE_MATH_STRIDE
#if MOTE_ON_DESKTOP
#define MOTE_MATH_STRIDE 10007
#else
#define MOTE_MATH_STRIDE 2000003
#endif
#endif

/// Distance of neighbouring floats at `value`.
inline double spacing(double value) {
  int exponent = 0;
  frexp(value, &exponent);
  return ldexp(1.0, exponent < -125 ? -149 : exponent - 24);
}

/// Largest error in ulp over all floats in steps; infinite when one side alone is NaN, or infinite
/// where the other is not next to it.
template <class Function, class Reference>
double worst_ulp(Function function, Reference reference) {
  double worst = 0;
  for (uint64_t bits = 0; bits < (uint64_t{1} << 32); bits += MOTE_MATH_STRIDE) {
    const float x = mote::bit_cast<float>(static_cast<uint32_t>(bits));
    const double got = static_cast<double>(function(x));
    const double expected = reference(static_cast<double>(x));
    if (isnan(got) && isnan(expected)) continue;
    if (got == static_cast<double>(static_cast<float>(expected))) continue;
    const double error = fabs(got - expected) / spacing(expected);
    if (!(error <= worst)) worst = isnan(error) ? __builtin_inf() : error;
  }
  return worst;
}
