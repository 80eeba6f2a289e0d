// ramp_sums.hpp - the sum of |z|^2 over complex numbers, and the sum of its partial sums. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../best.hpp"
#include "word.hpp"

namespace mote::kernel {

/// Of the powers p[0] to p[n - 1]: their sum, and p[0] * (n - 1) + p[1] * (n - 2) + ... + p[n - 2].
struct ramp_sums {
  uint64_t total;
  uint64_t ramp;
};

/// Of `count` pairs (re, im) from x on; exact.
///
/// Time     8 instructions a pair with the DSP extension, 12 on Cortex-M3, 24 on Cortex-M0
constexpr ramp_sums sum_powers(const int16_t* x, size_t count, target::scalar) noexcept {
  ramp_sums sums{0, 0};
  for (; count > 0; --count, x += 2) {
    const int32_t re = x[0];
    const int32_t im = x[1];
    sums.ramp += sums.total;
    sums.total += static_cast<uint32_t>(re * re) + static_cast<uint32_t>(im * im);
  }
  return sums;
}

#if MOTE_HAS_DSP
// Asks for constants itself: GCC inlines the loop twice where the front asks (80 bytes of mel).
constexpr ramp_sums sum_powers(const int16_t* x, size_t count, target::dsp) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return sum_powers(x, count, definition{});
  ramp_sums sums{0, 0};
  for (; count > 0; --count, x += 2) {
    sums.ramp += sums.total;
    narrow_sum power{0};
    power.add_pairs(word_at(x), word_at(x));
    sums.total += static_cast<uint32_t>(power.value());
  }
  return sums;
}
#endif

constexpr ramp_sums sum_powers(const int16_t* x, size_t count) noexcept {
  return sum_powers(x, count, best<int16_t>{});
}

}  // namespace mote::kernel
