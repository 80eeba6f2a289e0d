// designs.hpp - compares a design with scipy's, row by row.
#pragma once

#include <gtest/gtest.h>

#include <math.h>

#include "mote/design/response.hpp"
#include "mote/design/sos.hpp"

namespace designs {

/// The largest difference of two rows' b and a, as a part of the largest b and a of the row.
template <size_t Sections>
double difference(const mote::sos<Sections>& got, const mote::sos<Sections>& expected) {
  double worst = 0;
  for (size_t i = 0; i < Sections; ++i) {
    const auto compare = [&worst](const double(&x)[3], const double(&y)[3]) {
      const double size = fmax(fmax(fabs(y[0]), fabs(y[1])), fabs(y[2]));
      for (int k = 0; k < 3; ++k) {
        const double part = fabs(x[k] - y[k]) / size;
        if (!(part <= worst)) worst = part;
      }
    };
    const mote::section& g = got[i];
    const mote::section& e = expected[i];
    compare({g.b0, g.b1, g.b2}, {e.b0, e.b1, e.b2});
    compare({g.a0, g.a1, g.a2}, {e.a0, e.a1, e.a2});
  }
  return worst;
}

/// True where every pole of every section lies inside the unit circle (the stability triangle).
template <size_t Sections>
bool stable(const mote::sos<Sections>& design) {
  for (const mote::section& row : design) {
    const double a1 = row.a1 / row.a0;
    const double a2 = row.a2 / row.a0;
    if (!(fabs(a2) < 1 && fabs(a1) < 1 + a2)) return false;
  }
  return true;
}

}  // namespace designs

/// A design that the compiler works out has scipy's rows.
#define EXPECT_ROWS(call, golden)                         \
  do {                                                    \
    constexpr auto design = call;                         \
    EXPECT_LT(designs::difference(design, golden), 1e-9); \
    EXPECT_TRUE(designs::stable(design));                 \
  } while (false)
