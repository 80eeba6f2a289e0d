// fir_taps.hpp - the taps of an FIR filter in the number format of its samples. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/expects.hpp"
#include "../../core/numeric.hpp"
#include "../../core/sample.hpp"
#include "../../core/traits.hpp"
#include "../../design/constant.hpp"
#include "../../kernel/correlate/correlate.hpp"

namespace mote {

namespace detail::filter {
/// What taps and stored samples are made of: int8_t taps would cost 50 dB of stop band.
template <class Sample>
using fir_tap = traits::choose_t<sizeof(Sample) == 1, int16_t, Sample>;

/// Type of the sum of products, when it is known to fit into 32 bits and when not.
template <class Sample, bool Narrow>
using fir_sum = traits::choose_t<traits::same<Sample, float>, float,
                                 traits::choose_t<Narrow && sizeof(Sample) <= 2, int32_t, int64_t>>;
}  // namespace detail::filter

/// N taps, oldest sample first: scipy's `b` backwards.
///
/// Sample   float; int8_t and int16_t have int16_t taps, int32_t has int32_t taps
/// Shape    filled up with zeros, in front, to a multiple of what vectors of the core need
/// State    the taps and four bytes; made by quantize
template <class Sample, size_t N>
struct fir_taps {
  static_assert(traits::takes_samples<fir_taps, Sample>);
  static_assert(N > 0, "fir_taps needs at least one tap: use N >= 1");

  using tap_type = detail::filter::fir_tap<Sample>;
  static constexpr size_t size = N;
  static constexpr size_t step = kernel::taps_step<tap_type>;
  static constexpr size_t padded = (N + step - 1) / step * step;

  alignas(8) array<tap_type, padded> taps{};
  int8_t bits = 1;     // below the point of a tap; 0 for float
  bool narrow = true;  // sums of products fit into 32 bits for every input

  /// Tap i in scipy's order, as the filter uses it.
  constexpr double real(size_t i) const noexcept {
    const double tap = static_cast<double>(taps[padded - 1 - i]);
    if constexpr (traits::same<Sample, float>) return tap;
    return tap / static_cast<double>(int64_t{1} << bits);
  }
};

namespace detail::filter {
/// The sum of |taps|; of int32_t taps it may be 2^31 * N.
template <class Tap, size_t N>
constexpr uint64_t magnitude(const array<Tap, N>& taps) noexcept {
  uint64_t sum = 0;
  for (const Tap tap : taps) sum += static_cast<uint64_t>(tap < 0 ? -int64_t{tap} : int64_t{tap});
  return sum;
}

}  // namespace detail::filter

/// Taps given as they are stored, in scipy's order: float, or whole numbers of 2^-bits. For taps
/// that are computed on the chip, come from a file, or are for AVR, whose double has 24 bits.
///
/// Range    integers: bits in [1, 31], and sum |b| below 2^(16 + bits), of int32_t below 2^32, so
///          that no sum overflows whatever the samples
template <class Sample, size_t N>
constexpr fir_taps<Sample, N> make_fir_taps(const array<detail::filter::fir_tap<Sample>, N>& b,
                                            int bits = 0) noexcept {
  fir_taps<Sample, N> made{};
  made.bits = static_cast<int8_t>(bits);
  for (size_t i = 0; i < N; ++i) made.taps[made.padded - 1 - i] = b[i];
  if constexpr (!traits::same<Sample, float>) {
    MOTE_EXPECTS(bits >= 1 && bits <= 31, "taps have 1 to 31 bits below the point");
    const uint64_t sum = detail::filter::magnitude(b);
    MOTE_EXPECTS((sum >> (sizeof(Sample) == 4 ? 32 : 16 + bits)) == 0,
                 "the sizes of the taps add up to more than the sum can hold: scale them down");
    const uint64_t half = uint64_t{1} << (bits - 1);
    made.narrow = (sum << numeric<Sample>::fraction_bits) + half < uint64_t{1} << 31;
  }
  return made;
}

/// Taps of `Sample` from a design in scipy's order: the finest format that holds them. int8_t and
/// int16_t: at most 15 bits below the point, or `finest` (16 to 30), which lowers the stop band of
/// long filters and needs 64-bit sums. int32_t: as many as keep every sum below 2^63.
///
/// Range    finite b, the largest |b[i]| below 2^14, their sum below 2^16: else the constant does
///          not compile; no sum overflows, whatever the samples
/// Target   needs a double of 53 bits, as all compilers have but those for AVR: make_fir_taps
template <class Sample, size_t N>
constexpr fir_taps<Sample, N> quantize(const array<double, N>& b, int finest = 15) noexcept {
  static_assert(sizeof(double) == 8 || traits::never<Sample>,
                "quantize needs a double of 64 bits: use taps that were computed on the host");
  using tap_type = detail::filter::fir_tap<Sample>;
  array<tap_type, N> stored{};
  int bits = 0;
  if constexpr (!traits::same<Sample, float>) {
    constexpr bool wide = sizeof(Sample) == 4;
    MOTE_EXPECTS(finest >= 1 && finest <= 30, "taps have 1 to 30 bits below the point");
    double largest = 0;
    double sum = 0;
    for (size_t i = 0; i < N; ++i) {
      largest = constant::abs(b[i]) > largest ? constant::abs(b[i]) : largest;
      sum += constant::abs(b[i]);
    }
    // A sum of int32_t products needs sum |tap| < 2^32; each tap may be rounded up by a half.
    const double top = wide ? 2147483647.0 : 32767.0;
    const double most = wide ? 4294967295.0 - static_cast<double>(N) : 2147483647.0;
    bits = wide ? 31 : finest;
    for (; bits > 1; --bits) {
      const double unit = static_cast<double>(int64_t{1} << bits);
      if (largest * unit < top + 0.5 && sum * unit < most) break;
    }
    MOTE_EXPECTS(
        largest * static_cast<double>(int64_t{1} << bits) < top + 0.5 && sum < 65536,
        "a tap or the sum of their sizes is too large for the sample type: scale them down");
  }
  for (size_t i = 0; i < N; ++i) stored[i] = numeric<tap_type>::from_real(b[i], bits);
  return make_fir_taps<Sample>(stored, bits);
}

}  // namespace mote
