// goertzel_format.hpp - the arithmetic of Goertzel's recursion, in float and integers. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/log2.hpp"
#include "../../core/numeric.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/number/fraction.hpp"

namespace mote {

namespace detail::transform {

/// step -= down * turned and turned += up * step: a turn by w where down * up = 4 sin^2(w/2).
template <class Factor>
struct goertzel_factors {
  Factor down, up;
};

/// What the recursion of a sample type keeps: `word` holds `fraction_bits` more than a sample, so
/// that N of them fit at every frequency.
template <class Sample, size_t N>
struct goertzel_format {
  using word = int32_t;
  using power = uint64_t;
  // 16 bits serve samples of 16 bits by two short products; 32 need the long one.
  static constexpr bool exact = sizeof(Sample) > 2;
  using factor = traits::choose_t<exact, int32_t, uint16_t>;
  static constexpr int factor_bits = exact ? 30 : 15;

  static constexpr int fraction_bits = 29 - numeric<Sample>::fraction_bits - ceil_log2(N);

  static constexpr word widen(Sample x) noexcept {
    if constexpr (fraction_bits >= 0) {
      return static_cast<word>(x) * (word{1} << fraction_bits);
    } else {
      return static_cast<word>((static_cast<int64_t>(x) + (int64_t{1} << (-fraction_bits - 1))) >>
                               -fraction_bits);
    }
  }
  static constexpr word times(word v, factor k) noexcept {
    if constexpr (exact) {
      return rotated(v, k, 0, 0);  // products with 0 are free
    } else {
      return kernel::scaled_q15(v, k);
    }
  }
  /// a * x + b * y, with factors of 30 fraction bits.
  static constexpr word rotated(word a, int32_t x, word b, int32_t y) noexcept {
    const int64_t sum = static_cast<int64_t>(a) * x + static_cast<int64_t>(b) * y;
    return static_cast<word>((sum + (int64_t{1} << 29)) >> 30);
  }
  /// Of k in Q30. Both near k with a product near k * k: that decides the frequency, k alone only
  /// a scale. Of the pairs of 16-bit factors up to 3 % apart the best is taken: 50 times as exact
  /// as rounding.
  static constexpr goertzel_factors<factor> make_factors(int64_t k) noexcept {
    if constexpr (exact) {
      return {static_cast<factor>(k), static_cast<factor>(k)};
    } else {
      const int64_t product = (k * k) >> 30;
      const int64_t rounded = (k + 0x4000) >> 15;
      goertzel_factors<factor> best{};
      int64_t least = product + 1;
      const int64_t most = rounded / 32 < 250 ? rounded / 32 : 250;
      for (int64_t up = rounded; up > 0 && up <= rounded + most; ++up) {
        const int64_t down = (product + up / 2) / up;
        const int64_t error = down * up > product ? down * up - product : product - down * up;
        if (error < least) {
          least = error;
          best = {static_cast<factor>(down), static_cast<factor>(up)};
        }
      }
      return best;
    }
  }
  /// k / up in Q30.
  static constexpr int64_t stretch(int64_t k, factor up) noexcept {
    return exact || up == 0 ? int64_t{1} << 30 : (k << 15) / up;
  }
  static constexpr int32_t make_rotation(int64_t q30) noexcept { return static_cast<int32_t>(q30); }
  static constexpr power energy(word d, word r, word k_d) noexcept {
    const int64_t sum =
        static_cast<int64_t>(d) * d + static_cast<int64_t>(r) * r - static_cast<int64_t>(k_d) * r;
    return sum > 0 ? static_cast<power>(sum) : 0;
  }
};

template <size_t N>
struct goertzel_format<float, N> {
  using word = float;
  using power = float;
  using factor = float;
  static constexpr int fraction_bits = 0;
  static constexpr float widen(float x) noexcept { return x; }
  static constexpr float times(float v, float k) noexcept { return v * k; }
  static constexpr float rotated(float a, float x, float b, float y) noexcept {
    return a * x + b * y;
  }
  static constexpr float make_rotation(int64_t q30) noexcept {
    return static_cast<float>(q30) * 9.31322575e-10f;  // 2^-30
  }
  static constexpr goertzel_factors<float> make_factors(int64_t k) noexcept {
    return {make_rotation(k), make_rotation(k)};
  }
  static constexpr int64_t stretch(int64_t, float) noexcept { return int64_t{1} << 30; }
  static constexpr float energy(float d, float r, float k_d) noexcept {
    return d * d + r * (r - k_d);
  }
};

}  // namespace detail::transform

}  // namespace mote
