// mfcc.hpp - mel frequency cepstral coefficients, as librosa computes them. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/sample.hpp"
#include "../core/scaled.hpp"
#include "../core/span.hpp"
#include "../design/constant.hpp"
#include "../transform/dct_table.hpp"
#include "mel.hpp"

namespace mote {

/// librosa's arguments and their defaults: those of mel_options, with levels in dB, and two more.
struct mfcc_options : mel_options {
  constexpr mfcc_options() noexcept { output = mel_output::db; }

  size_t coefficients = 20;  // n_mfcc
  double lifter = 0;         // 0: none
};

namespace detail::feature {

/// Rows of the ortho DCT-II, each with its weight of the lifter.
template <const auto& Options>
struct mfcc_gain {
  static constexpr double at(size_t k) noexcept {
    const double ortho = dct_gain<Options.bands, dct_norm::ortho>::at(k);
    if (!(Options.lifter > 0)) return ortho;
    const double x = constant::pi * static_cast<double>(k + 1) / Options.lifter;
    return ortho * (1 + Options.lifter / 2 * constant::sin(x));
  }
};

}  // namespace detail::feature

/// Coefficients of a block that `rfft` has transformed. Everything is constant: an object holds
/// nothing.
///
/// Sample   float; int16_t: Q(16 - fraction_bits).fraction_bits, so that nothing saturates
/// Shape    as mel; Options.coefficients values
/// State    none; the tables of mel, and (bands + 1) / 2 samples a coefficient; on the stack
///          3 * bands words
/// Target   float within 1e-5 of the largest; int16_t bit-exact where double has 64 bits
/// Source   librosa.feature.mfcc(dct_type=2, norm="ortho"), which applies top_db=80 to a whole
///          recording: give it S=power_to_db(mel, top_db=None) for the same, frame by frame
template <class Sample, const auto& Options>
class mfcc {
  static_assert(traits::takes_samples<mfcc, Sample, traits::samples::narrow>);
  static_assert(Options.output != mel_output::energy,
                "mfcc needs logarithms: use output = mel_output::db or mel_output::log");
  using spectrum = mel<Sample, Options>;
  using table =
      dct_table<Sample, Options.bands, Options.coefficients, detail::feature::mfcc_gain<Options>>;

 public:
  static constexpr size_t coefficients = Options.coefficients;
  /// A coefficient of an integer type is out * 2^-fraction_bits; 0 for float.
  static constexpr int fraction_bits = table::integer ? 8 - table::exponent : 0;

  MOTE_BIT_CONSTEXPR void process(const scaled<const Sample, Options.length>& transformed,
                                  span<Sample, coefficients> out) const noexcept {
    array<Sample, Options.bands> levels{};
    spectrum{}.process(transformed, levels);
    from_levels(levels, out);
  }

  /// From the logarithmic mel spectrum, where that is needed as well.
  constexpr void from_levels(span<const Sample, Options.bands> levels,
                             span<Sample, coefficients> out) const noexcept {
    table::forward(levels.data(), out.data());
  }
};

}  // namespace mote
