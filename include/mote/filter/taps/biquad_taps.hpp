// biquad_taps.hpp - a design as the numbers that a biquad cascade multiplies with. Floor 2.
#pragma once

#include "../../core/numeric.hpp"
#include "../../core/sample.hpp"
#include "../../core/traits.hpp"
#include "../detail/biquad_error.hpp"
#include "../detail/biquad_fixed.hpp"
#include "../detail/biquad_forms.hpp"
#include "../detail/biquad_order.hpp"
#include "../detail/biquad_range.hpp"

namespace mote {

/// What a cascade of biquads multiplies with: an aggregate of constants, kept in flash, or
/// received.
///
/// Sample   int8_t, int16_t, int32_t: {b0, b1, b2, -a1, -a2} of each section in units of 2^-29,
///          multiples of four, scaled so that no section overflows; the output is the last
///          section's times 2^shift
///          float: {b0, b0 + b1, b0 + b1 + b2, -(1 + a1), -(1 + a1 + a2)}, the sums that poles at
///          low frequencies hang on; with sign = -1 of H(-z), for poles near half the rate
/// Errors   valid() is false where the design could not be represented, inexact() is true where
///          rounding would have cost too much: see quantize
template <class Sample, size_t Sections>
struct biquad_taps {
  static_assert(traits::takes_samples<biquad_taps, Sample>);

  array<array<int32_t, 5>, Sections> sections;
  int8_t shift;

  static constexpr int8_t most_shift = 12, refused = -2, no_gain = -3;

  static constexpr size_t size() noexcept { return Sections; }
  constexpr bool inexact() const noexcept { return shift == refused; }
  constexpr bool has_gain() const noexcept { return shift != no_gain; }
  constexpr bool valid() const noexcept {
    constexpr int32_t one = int32_t{1} << 29;
    for (const array<int32_t, 5>& taps : sections) {
      int64_t forward = 0;
      for (size_t i = 0; i < 3; ++i) forward += taps[i] < 0 ? -int64_t{taps[i]} : int64_t{taps[i]};
      for (const int32_t tap : taps) {
        if (tap > 2 * one || tap < -2 * one || tap % 4 != 0) return false;
      }
      const int64_t a1 = -int64_t{taps[3]}, a2 = -int64_t{taps[4]};
      if (forward > 4 * int64_t{one} || a2 >= one || a1 >= one + a2 || -a1 >= one + a2) {
        return false;
      }
    }
    return shift >= 0 && shift <= most_shift;
  }
};

template <size_t Sections>
struct biquad_taps<float, Sections> {
  array<array<float, 5>, Sections> sections;
  float sign;  // 1 or -1; 0 is refused

  static constexpr size_t size() noexcept { return Sections; }
  constexpr bool inexact() const noexcept { return sign == 0; }
  constexpr bool valid() const noexcept {
    if (sign != 1 && sign != -1) return false;
    for (const array<float, 5>& taps : sections) {
      for (const float tap : taps) {
        if (!(tap > -1e38f && tap < 1e38f)) return false;  // NaN: a0 was 0
      }
    }
    return true;
  }
};

/// How far the output of a cascade may be from exact arithmetic, in parts of full scale: one step
/// of int8_t and int16_t, 1e-5 of float and int32_t.
template <class Sample>
inline constexpr double biquad_promise =
    !traits::takes_samples<biquad_taps<Sample, 1>, Sample> ? 0
    : sizeof(Sample) == 4                                  ? 1e-5
                          : 1.0 / (int32_t{1} << numeric<Sample>::fraction_bits);

namespace detail::biquad {

/// `fine` taps are nearer to the design, and may have zeros that no product is saved by.
template <class Sample, size_t Sections>
constexpr biquad_taps<Sample, Sections> fixed_taps(const sos<Sections>& design,
                                                   bool fine) noexcept {
  biquad_taps<Sample, Sections> taps{};
  taps.shift = -1;  // not valid
  array<monic_section, Sections> sections{};
  double gain = 1;
  for (size_t k = 0; k < Sections; ++k) {
    if (!(design[k].a0 != 0)) return taps;
    sections[k] = monic(design[k]);
    gain *= sections[k].gain;
    if (!stable(sections[k])) return taps;
  }
  if (!(constant::abs(gain) > 1e-37 && constant::abs(gain) < 1e37)) {
    taps.shift = taps.no_gain;
    return taps;
  }

  // gain = mantissa * 2^exponent. Every section is scaled by a power of two, and one by `mantissa`
  // as well: the one with the largest taps, which rounds it the least.
  const int32_t exponent = exponent_above(constant::abs(gain));
  const double mantissa = gain / power_of_two(exponent);
  const array<double, Sections> largest = largest_outputs(sections);
  array<int32_t, Sections> scale{};
  size_t place = 0;
  for (size_t pass = 0; pass < 2; ++pass) {
    int32_t total = 0;
    for (size_t k = 0; k < Sections; ++k) {
      const double size = largest[k] * 1.001 * (k < place ? 1 : constant::abs(mantissa));
      const monic_section& s = sections[k];
      const double b = constant::abs(s.b0) + constant::abs(s.b1) + constant::abs(s.b2);
      const int32_t sum = exponent_above(b > 1.5 ? b : 1.5);  // taps: each <= 2, together <= 4
      const int32_t fit = -exponent_above(size) - total, space = 2 - sum;
      scale[k] = fit < space ? fit : space;
      if (k + 1 == Sections && total + scale[k] > exponent) scale[k] = exponent - total;
      total += scale[k];
    }
    if (pass == 0) {
      for (size_t k = 1; k < Sections; ++k) place = scale[k] > scale[place] ? k : place;
    }
    taps.shift = static_cast<int8_t>(exponent - total > 127 ? -1 : exponent - total);
  }
  for (size_t k = 0; k < Sections; ++k) {
    const monic_section& s = sections[k];
    const double by = power_of_two(scale[k]) * (k == place ? mantissa : 1);
    array<int32_t, 5>& to = taps.sections[k];
    set_numerator(to, s.b0 * by, s.b1 * by, s.b2 * by);
    to[3] = fixed_tap(-s.a1);
    to[4] = fixed_tap(-s.a2);
    if (fine) refine(to, s, by);
  }
  return taps;
}

/// Mirrored where the poles nearest to the unit circle are those near half the rate.
template <size_t Sections>
constexpr biquad_taps<float, Sections> float_taps(const sos<Sections>& design) noexcept {
  biquad_taps<float, Sections> taps{};
  double zero = 4, half = 4;
  for (const section& s : design) {
    if (near_zero(s) < zero) zero = near_zero(s);
    if (near_half(s) < half) half = near_half(s);
  }
  taps.sign = half < zero ? -1.0f : 1.0f;
  for (size_t k = 0; k < Sections; ++k) {
    taps.sections[k] = half < zero ? summed_taps_mirrored(design[k]) : summed_taps(design[k]);
  }
  return taps;
}

/// How taps in memory are made, how they err, and what they are where that is too much.
template <class Sample>
struct in_memory {
  template <size_t Sections>
  static constexpr biquad_taps<Sample, Sections> taps(const sos<Sections>& design,
                                                      bool fine) noexcept {
    if constexpr (traits::same<Sample, float>) {
      return float_taps(design);
    } else {
      return fixed_taps<Sample>(design, fine);
    }
  }
  template <size_t Sections>
  static constexpr double error(const biquad_taps<Sample, Sections>& taps,
                                const sos<Sections>& design) noexcept {
    array<held_section, Sections> held{};
    for (size_t k = 0; k < Sections; ++k) {
      if constexpr (traits::same<Sample, float>) {
        held[k] =
            held_by(taps.sections[k], kernel::section_form::summed, static_cast<double>(taps.sign));
      } else {
        held[k] = held_by(taps.sections[k], sizeof(Sample) == 4 ? 2 : 1);
      }
    }
    if constexpr (traits::same<Sample, float>) {
      return largest_error(design, held, 1);
    } else {
      return largest_error(design, held, power_of_two(taps.shift));
    }
  }
  template <size_t Sections>
  static constexpr void refuse(biquad_taps<Sample, Sections>& taps) noexcept {
    if constexpr (traits::same<Sample, float>) {
      taps.sign = 0;
    } else {
      taps.shift = biquad_taps<Sample, Sections>::refused;
    }
  }
};

}  // namespace detail::biquad

/// A design with an error, in parts of full scale, that is accepted for it: a Design of
/// fixed_biquad_cascade.
template <size_t Sections>
struct accepted_design {
  sos<Sections> rows;
  double allowed;

  static constexpr size_t size() noexcept { return Sections; }
};

/// The taps of a design, for constant expressions and the host. Where the order of its rows lets
/// rounding cost much, the sections come in a better one.
///
/// Range    integers: poles inside the unit circle, and at most 4096 between the largest input and
///          the largest output that it can cause; else the taps are not valid()
/// Errors   taps are inexact() and not valid() where the output may be further than `allowed`, in
///          parts of full scale, from exact arithmetic: poles too near 0 Hz for the sample, say
/// Target   needs a double of 53 bits, as all compilers have but those for AVR: there, pass taps
///          that the host computed
template <class Sample, size_t Sections>
constexpr biquad_taps<Sample, Sections> quantize(const sos<Sections>& design,
                                                 double allowed) noexcept {
  static_assert(traits::takes_samples<biquad_taps<Sample, Sections>, Sample>);
  static_assert(sizeof(double) == 8 || traits::never<Sample>,
                "quantize needs a double of 64 bits: use taps that were computed on the host");
  return detail::biquad::exact_enough<detail::biquad::in_memory<Sample>>(
      design, allowed - detail::biquad::half_a_step<Sample>);
}
/// The same, held to biquad_promise.
template <class Sample, size_t Sections>
constexpr biquad_taps<Sample, Sections> quantize(const sos<Sections>& design) noexcept {
  return quantize<Sample>(design, biquad_promise<Sample>);
}

}  // namespace mote
