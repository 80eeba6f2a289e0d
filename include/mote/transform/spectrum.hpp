// spectrum.hpp - power, magnitude and decibels of what rfft gives. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/block/misfit.hpp"
#include "../core/expects.hpp"
#include "../core/log2.hpp"
#include "../core/math.hpp"
#include "../core/numeric.hpp"
#include "../core/root.hpp"
#include "../core/sample.hpp"
#include "../core/scaled.hpp"
#include "../core/span.hpp"
#include "../design/constant.hpp"
#include "../kernel/number/clip.hpp"
#include "../kernel/number/sqrt.hpp"
#include "power.hpp"
#include "rfft.hpp"

namespace mote {

namespace detail::transform {
/// int where bins are of no type that has powers here.
template <class Sample>
using if_no_powers =
    traits::choose_t<traits::same<Sample, float> || traits::same<Sample, int16_t>, void, int>;
}  // namespace detail::transform

/// |X[k]|^2 of a block that `rfft` has transformed, bins 0 to N/2: real and imaginary part.
///
/// Sample   float into float. int16_t into uint32_t, exact
/// Shape    N / 2 + 1 values; returned as a block with their exponent, twice that of the bins
template <size_t N>
constexpr scaled<float, N / 2 + 1> power_spectrum(bins<float, N> spectrum,
                                                  span<float, N / 2 + 1> out) noexcept {
  for (size_t k = 0; k < out.size(); ++k) out[k] = power_of(spectrum[k]);
  return out;
}
template <size_t N>
constexpr scaled<uint32_t, N / 2 + 1> power_spectrum(bins<int16_t, N> spectrum,
                                                     span<uint32_t, N / 2 + 1> out) noexcept {
  for (size_t k = 0; k < out.size(); ++k) out[k] = power_of(spectrum[k]);
  return {out, 2 * spectrum.exponent()};
}

template <class Sample, size_t N, class Out, detail::transform::if_no_powers<Sample> = 0>
constexpr void power_spectrum(bins<Sample, N>, Out&&) noexcept {
  static_assert(traits::takes_samples<bins<Sample, N>, Sample, traits::samples::narrow>);
}

/// |X[k]|.
///
/// Sample   float into float. int16_t into uint16_t, rounded down
/// Shape    N / 2 + 1 values; returned as a block with their exponent, that of the bins
template <size_t N>
MOTE_BIT_CONSTEXPR scaled<float, N / 2 + 1> magnitude_spectrum(
    bins<float, N> spectrum, span<float, N / 2 + 1> out) noexcept {
  for (size_t k = 0; k < out.size(); ++k) out[k] = sqrt(power_of(spectrum[k]));
  return out;
}
template <size_t N>
constexpr scaled<uint16_t, N / 2 + 1> magnitude_spectrum(bins<int16_t, N> spectrum,
                                                         span<uint16_t, N / 2 + 1> out) noexcept {
  for (size_t k = 0; k < out.size(); ++k) out[k] = floor_root(power_of(spectrum[k]));
  return {out, spectrum.exponent()};
}

template <class Sample, size_t N, class Out, detail::transform::if_no_powers<Sample> = 0>
constexpr void magnitude_spectrum(bins<Sample, N>, Out&&) noexcept {
  static_assert(traits::takes_samples<bins<Sample, N>, Sample, traits::samples::narrow>);
}

/// Decibels of powers: 10 log10(max(amin, S)) - 10 log10(max(amin, ref)), and not less than the
/// loudest of the call less `top_db`. Declare it constexpr.
///
/// Sample   float; int16_t: what `power_spectrum` returned of int16_t samples, into int16_t
/// Unit     float: dB. int16_t: dB Q8.8, and 1.0 of ref and amin is the power of a sample of 32768,
///          so that both types give the same for the same samples
/// Range    top_db < 0: no such limit. int16_t saturates at -128 and 127.996 dB
/// Target   float within 2e-5 dB; integers bit-exact, within 0.003 dB of exact arithmetic
/// Source   librosa.power_to_db(S, ref, amin, top_db)
template <class Sample>
class power_to_db {
  static_assert(traits::takes_samples<power_to_db, Sample, traits::samples::narrow>);
};

template <>
class power_to_db<float> {
 public:
  constexpr explicit power_to_db(double ref = 1.0, double amin = 1e-10,
                                 double top_db = 80.0) noexcept
      : amin_{static_cast<float>(amin)},
        reference_{static_cast<float>(10 * constant::log10(ref > amin ? ref : amin))},
        top_db_{static_cast<float>(top_db)} {}

  /// In place is allowed.
  MOTE_BIT_CONSTEXPR void process(span<const float> power, span<float> out) const noexcept {
    MOTE_EXPECTS(power.size() == out.size() && power.size() > 0,
                 "the output must be as long as the input, and not empty");
    for (size_t i = 0; i < out.size(); ++i) {
      const float bounded = power[i] > amin_ ? power[i] : amin_;
      out[i] = 3.01029996f * log2(bounded) - reference_;
    }
    if (top_db_ >= 0) limit_range(out.data(), out.size(), top_db_);
  }
  template <class In, class Out, traits::if_misfit<traits::may_be_times<1, In, Out>> = 0>
  void process(const In&, Out&&) const noexcept {
    static_assert(traits::never<In>, "power_to_db: the output must be as long as the input");
  }
  template <class Power, size_t N>
  MOTE_BIT_CONSTEXPR void process(scaled<Power, N> power,
                                  traits::as_given<span<float, N>> out) const noexcept {
    process(span<const float>{power.values()}, span<float>{out});
  }

 private:
  float amin_;
  float reference_;
  float top_db_;
};

template <>
class power_to_db<int16_t> {
 public:
  constexpr explicit power_to_db(double ref = 1.0, double amin = 1e-10,
                                 double top_db = 80.0) noexcept
      : offset_{-numeric<int32_t>::from_real(30 + constant::log2(ref > amin ? ref : amin), 16)},
        least_{numeric<int32_t>::from_real(10 * constant::log10(ref > amin ? amin / ref : 1), 8)},
        top_db_{numeric<int32_t>::from_real(top_db, 8)} {}

  template <class Power, size_t N>
  constexpr void process(scaled<Power, N> power,
                         traits::as_given<span<int16_t, N>> out) const noexcept {
    static_assert(traits::same<traits::remove_cvref_t<Power>, uint32_t>,
                  "power_to_db<int16_t> takes what power_spectrum returned of int16_t samples");
    const int32_t offset = offset_ + static_cast<int32_t>(power.exponent()) * 0x10000;
    for (size_t i = 0; i < out.size(); ++i) {
      int32_t level = least_;
      if (power[i] != 0) {
        const int32_t exact = decibels_q8(log2_q16(power[i]) + offset);
        level = exact > least_ ? exact : least_;
      }
      out[i] = kernel::clipped<int16_t>(level);
    }
    if (top_db_ >= 0) limit_range(out.data(), out.size(), top_db_);
  }

 private:
  int32_t offset_;
  int32_t least_;
  int32_t top_db_;
};

}  // namespace mote
