// mel.hpp - mel spectra, linear, in decibels or as logarithms, as librosa computes them. Floor 3.
#pragma once

#include <stddef.h>

#include "../core/scaled.hpp"
#include "../core/span.hpp"
#include "../core/target.hpp"
#include "../transform/power.hpp"
#include "detail/mel_arithmetic.hpp"
#include "detail/mel_bank.hpp"
#include "mel_options.hpp"

namespace mote {

/// Mel spectrum of a block that `rfft` has transformed. Everything is constant: an object holds
/// nothing.
///
///   mote::mel<int16_t, speech> mel;
///   mel.process(mote::rfft(block), levels);
///
/// Sample   float: `value` is float. int16_t: `value` is int16_t Q8.8, and the output db or log
/// Shape    the N = Options.length samples that rfft has transformed; Options.bands values
/// Unit     integers: 1.0 is a sample of 32768, as if the samples were float in [-1, 1)
/// State    none. Flash a band: float 13 bytes (norm none 9), int16_t 11
/// Time     of a bin: |z|^2 and two sums
/// Target   float: within 1e-6 + 4e-9 n of the energy in the n bins under a band, weights not
///          counted, so an offset at its edge costs the first band digits. int16_t: bit-exact
///          where double has 64 bits; no float and no 64-bit product on cores that have none
/// Source   librosa.feature.melspectrogram, librosa.power_to_db
template <class Sample, const auto& Options>
class mel {
  using bank = detail::feature::mel_bank<Options>;
  using arithmetic = detail::feature::mel_arithmetic<Sample, Options>;
  static_assert(Options.power == 1 || Options.power == 2,
                "mel: power is 1 for magnitudes or 2 for powers");

 public:
  using value = typename arithmetic::value;
  static constexpr size_t bands = Options.bands;

  MOTE_BIT_CONSTEXPR void process(const scaled<const Sample, Options.length>& transformed,
                                  span<value, bands> out) const noexcept {
    const int exponent = transformed.exponent();
    using sum = typename arithmetic::sum;
    const Sample* bin = transformed.values().data() + 2 * bank::first;
    sum rising{};
    for (size_t i = 0; i < bank::segments; ++i) {
      const auto [total, ramp] = arithmetic::sums(bin, bank::counts[i]);
      bin += 2 * static_cast<size_t>(bank::counts[i]);
      const sum falling = arithmetic::falling(total, ramp, i);
      if (i > 0) out[i - 1] = arithmetic::band(rising + falling, i - 1, exponent);
      const sum all = arithmetic::whole(total);
      rising = all > falling ? all - falling : sum{};
    }
    if constexpr (Options.output == mel_output::db && Options.top_db >= 0) {
      limit_range(out.data(), bands, arithmetic::range);
    }
  }
};

}  // namespace mote
