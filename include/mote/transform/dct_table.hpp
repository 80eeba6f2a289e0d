// dct_table.hpp - weights of a cosine transform, and the sums that they make. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/numeric.hpp"
#include "../core/sample.hpp"
#include "../core/traits.hpp"
#include "../design/constant.hpp"
#include "../kernel/row/in_flash.hpp"
#include "../kernel/row/opaque.hpp"

namespace mote {

/// scipy's `norm`: `ortho` keeps the energy; `none` is the sum of 2 x[n] cos(pi k (2n + 1) / 2N).
enum class dct_norm : uint8_t { ortho, none };

/// gain(k) * cos(pi k (2n + 1) / 2N) of the first half of a row: the second half is its image, with
/// the sign of (-1)^k. Integers are scaled by 2^bits, as large as int16_t allows.
template <class Sample, size_t N, size_t M, class Gain>
struct dct_table {
  static_assert(N > 0 && M > 0 && M <= N, "a DCT of N samples has 1 to N coefficients: use M <= N");
  static_assert(traits::takes_samples<dct_table, Sample, traits::samples::narrow>);
  static constexpr bool integer = !traits::same<Sample, float>;
  static constexpr size_t half = (N + 1) / 2;

  /// cos(pi m / 2N) for m in [0, N]; the other quadrants follow.
  static constexpr array<double, N + 1> make_quarter() noexcept {
    array<double, N + 1> quarter{};
    for (size_t m = 0; m <= N; ++m) {
      quarter[m] = constant::cos(constant::pi / 2 * (static_cast<double>(m) / N));
    }
    return quarter;
  }
  static constexpr double cosine(const array<double, N + 1>& quarter, size_t k, size_t n) noexcept {
    const size_t m = k * (2 * n + 1) % (4 * N);
    const size_t folded = m > 2 * N ? 4 * N - m : m;
    return folded > N ? -quarter[2 * N - folded] : quarter[folded];
  }

  // Integers: fraction bits of the largest weight that is below 1 in int16_t, and the least power
  // of two that |out| stays below: |cos| is 1 on average in row 0, and at most sqrt(1/2) in others.
  static constexpr int find_bits() noexcept {
    double most = 0;
    for (size_t k = 0; k < M; ++k) most = larger(most, constant::abs(Gain::at(k)));
    int found = 0;
    for (double top = most * 2; integer && top <= 32767; top *= 2) ++found;
    return found;
  }
  static constexpr int find_exponent() noexcept {
    double growth = 0;
    for (size_t k = 0; k < M; ++k) {
      growth = larger(growth, constant::abs(Gain::at(k)) * N * (k == 0 ? 1 : 0.7071067812));
    }
    int found = 0;
    for (double top = 1.000001; integer && top < growth; top *= 2) ++found;
    return found;
  }
  static constexpr double larger(double a, double b) noexcept { return a > b ? a : b; }
  static constexpr int bits = find_bits();
  static constexpr int exponent = find_exponent();

  static constexpr array<Sample, M * half> make() noexcept {
    const array<double, N + 1> quarter = make_quarter();
    array<Sample, M * half> made{};
    for (size_t k = 0; k < M; ++k) {
      const double gain = Gain::at(k);
      for (size_t n = 0; n < half; ++n) {
        made[k * half + n] = numeric<Sample>::from_real(gain * cosine(quarter, k, n), bits);
      }
    }
    return made;
  }
  static constexpr array<Sample, M* half> weights = make();
  static constexpr const auto& values() noexcept { return weights; }
  static constexpr kernel::flash_pointer<Sample> row(size_t k) noexcept {
    return kernel::in_flash<dct_table>() + k * half;
  }

  using folded = traits::choose_t<integer, int32_t, float>;
  using sum = traits::choose_t<integer, int64_t, float>;

  static constexpr Sample narrow(sum value, int shift) noexcept {
    if constexpr (integer) {
      return numeric<Sample>::narrow(value, shift);
    } else {
      return value;
    }
  }

  static constexpr Sample coefficient(const array<folded, half>& x, size_t k) noexcept {
    const auto weight = row(k);
    sum total{};
    for (size_t n = 0; n < half; ++n) total += x[n] * weight[n];  // 2^16 * 32767 < 2^31
    return narrow(total, bits + exponent);
  }
  /// Rows First, First + 2, ...: of float two at a time, so that x[n] is loaded once for both. The
  /// sums of integers need the registers.
  template <size_t First>
  static constexpr void rows_of(const array<folded, half>& x, Sample* out) noexcept {
    size_t k = First;
    if constexpr (!integer) {
      for (; k + 2 < M; k += 4) {
        const auto one = row(k);
        const auto other = row(k + 2);
        sum total{};
        sum other_total{};
        for (size_t n = 0; n < half; ++n) {
          total += x[n] * one[n];
          other_total += x[n] * other[n];
        }
        out[k] = total;
        out[k + 2] = other_total;
      }
    }
    for (; k < M; k += 2) out[k] = coefficient(x, k);
  }

  /// Sums and differences of the samples that share a weight, then half the products.
  static constexpr void forward(const Sample* in, Sample* out) noexcept {
    array<folded, half> even{};
    array<folded, half> odd{};
    const Sample* image = in + N;
    for (size_t n = 0; n < N / 2; ++n) {
      image = kernel::opaque(image - 1);
      even[n] = static_cast<folded>(in[n]) + *image;
      odd[n] = static_cast<folded>(in[n]) - *image;
    }
    if constexpr (N % 2 != 0) even[N / 2] = in[N / 2];
    rows_of<0>(even, out);
    rows_of<1>(odd, out);
  }
};

/// What DCT-II multiplies row k by.
template <size_t N, dct_norm Norm>
struct dct_gain {
  static constexpr double at(size_t k) noexcept {
    if (Norm == dct_norm::none) return 2;
    return constant::sqrt((k == 0 ? 1.0 : 2.0) / N);
  }
};

}  // namespace mote
