// welch_arithmetic.hpp - sums of powers and their mean, by sample type. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/log2.hpp"
#include "../../core/scaled.hpp"
#include "../../core/span.hpp"
#include "../../kernel/number/long_product.hpp"
#include "../../kernel/number/wide_real.hpp"
#include "window_number.hpp"

namespace mote::detail::feature {

/// sum        what the powers of a bin are added up in
/// mean()     the sums by their number, times what makes a density or a spectrum of them
template <class Sample, size_t N>
struct welch_arithmetic;

template <size_t N>
struct welch_arithmetic<float, N> {
  using power = float;
  using sum = float;
  static constexpr uint32_t most_segments = 16384;

  template <bool Detrend>
  static constexpr int prepare(float* x) noexcept {
    if constexpr (!Detrend) return 0;
    const float first = x[0];
    const float mean =
        first + float_sum(N, [&](size_t i) { return x[i] - first; }) / static_cast<float>(N);
    for (size_t i = 0; i < N; ++i) x[i] -= mean;
    return 0;
  }
  static constexpr void add(float& sum, float power, int) noexcept { sum += power; }

  template <bool Density, class Taper>
  static constexpr scaled<float, N / 2 + 1> mean(const array<float, N / 2 + 1>& sums,
                                                 uint32_t segments, const Taper& taper,
                                                 span<float, N / 2 + 1> out) noexcept {
    float all = float_sum(N, [&](size_t i) { return Density ? taper[i] * taper[i] : taper[i]; });
    if constexpr (!Density) all *= all;
    const float factor = 1.0f / (all * static_cast<float>(segments));
    for (size_t k = 0; k <= N / 2; ++k) {
      out[k] = sums[k] * (k == 0 || k == N / 2 ? factor : 2.0f * factor);
    }
    return out;
  }
};

/// 64 bits: a bin of full scale is below 2^(30 + 2 log2 N), and 2^14 of them are added.
template <size_t N>
struct welch_arithmetic<int16_t, N> {
  using power = uint32_t;
  using sum = uint64_t;
  static constexpr uint32_t most_segments = 16384;
  static constexpr int bits = 20 - 2 * ceil_log2(N);  // below the point of a sum

  /// Takes the mean off, and shifts what is left to where it fills 16 bits, so that neither the
  /// mean nor the window rounds what is soft; 17 bits are halved.
  template <bool Detrend>
  static constexpr int prepare(int16_t* x) noexcept {
    int32_t sum = 0;
    for (size_t i = 0; Detrend && i < N; ++i) sum += x[i];
    const int32_t mean = sum >> ceil_log2(N);
    uint32_t largest = 1;
    for (size_t i = 0; i < N; ++i) {
      const int32_t away = x[i] - mean;
      const uint32_t size = static_cast<uint32_t>(away < 0 ? -away : away) + (Detrend ? 1u : 0u);
      largest = size > largest ? size : largest;
    }
    int up = 14 - highest_bit(largest);
    if (!Detrend && up < 0) up = 0;  // only the lowest number has so many bits, and it fits
    const int64_t scaled = kernel::long_product(sum, int32_t{1} << (up < 0 ? 0 : up));
    const int32_t taken = static_cast<int32_t>((scaled + int64_t{N / 2}) >> ceil_log2(N));
    for (size_t i = 0; i < N; ++i) {
      const int32_t away = up < 0 ? (x[i] - taken) >> -up : x[i] * (int32_t{1} << up) - taken;
      x[i] = static_cast<int16_t>(away);
    }
    return -up;
  }
  static constexpr void add(uint64_t& sum, uint32_t power, int exponent) noexcept {
    const int up = 2 * exponent + bits;
    if (up >= 0) {
      sum += uint64_t{power} << up;
    } else if (up > -32) {
      sum += (uint64_t{power} + (uint64_t{1} << (-up - 1))) >> -up;
    }
  }

  template <bool Density, class Taper>
  static constexpr scaled<uint32_t, N / 2 + 1> mean(const array<uint64_t, N / 2 + 1>& sums,
                                                    uint32_t segments, const Taper& taper,
                                                    span<uint32_t, N / 2 + 1> out) noexcept {
    using kernel::wide_real;
    uint64_t all = 0;  // Q30 of squares, Q15 of weights
    for (size_t i = 0; i < N; ++i) {
      const uint32_t weight = static_cast<uint32_t>(taper[i]);
      all += Density ? uint64_t{weight * weight} : uint64_t{weight};
    }
    wide_real whole{false, all, Density ? -30 : -15};
    if constexpr (!Density) whole = whole * whole;
    const wide_real factor =
        wide_real{false, 1, 1 - bits} / (whole * wide_real(static_cast<int64_t>(segments)));
    uint64_t most = 0;
    for (const uint64_t sum : sums) most = sum > most ? sum : most;
    const wide_real largest = wide_real{false, most, 0} * factor;
    int below = most == 0 ? 0 : -100;  // the exponent: the largest has 31 bits
    while (below < 100 && largest.rounded(-below) == numeric<int32_t>::highest) ++below;
    for (size_t k = 0; k <= N / 2; ++k) {
      const wide_real value = wide_real{false, sums[k], k == 0 || k == N / 2 ? -1 : 0} * factor;
      out[k] = static_cast<uint32_t>(value.rounded(-below));
    }
    return {out, below};
  }
};

}  // namespace mote::detail::feature
