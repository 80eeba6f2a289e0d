// spectrum.hpp - what a power spectrum looks like, in a few numbers. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/expects.hpp"
#include "../core/log2.hpp"
#include "../core/math.hpp"
#include "../core/number/compensated_sum.hpp"
#include "../core/scaled.hpp"
#include "../core/span.hpp"
#include "../kernel/number/sqrt.hpp"
#include "detail/spectrum_of_integers.hpp"

namespace mote {

/// The shape of a power spectrum: where its power lies, and how it is spread. It views the powers;
/// their sum is formed once, each other number when it is asked for.
///
///   const mote::spectrum_shape shape{mote::power_spectrum(mote::bins(mote::rfft(block)), powers)};
///   features[0] = shape.centroid();
///
/// Sample   float; uint32_t as power_spectrum gives it of int16_t samples
/// Unit     places in bins: times rate / N they are Hz. float: bins, ratios, bits; uint32_t: bins
///          in Q16, ratios in dB Q8.8, bits in Q12
/// Range    powers >= 0; of silence each number is 0, and flatness 1 (0 dB)
/// Time     a pass over the bins for each number; logarithms in flatness and entropy alone
/// Target   float within 1e-5 of the definition, flatness 3e-5 of itself; uint32_t bit-exact, each
///          number with its bound
/// Source   librosa.feature.spectral_centroid, spectral_bandwidth, spectral_rolloff,
///          spectral_flatness; scipy.stats.entropy
template <class Power, size_t Bins>
class spectrum_shape {
  static_assert(traits::same<Power, float> && Bins >= 3,
                "spectrum_shape takes 3 or more powers, float or uint32_t, as power_spectrum gives "
                "them");

 public:
  constexpr explicit spectrum_shape(scaled<const float, Bins> power) noexcept
      : power_{power.values()}, total_{sum([&](size_t k) { return power_[k]; })} {}

  /// The sum of the powers; of those of the bins from first on, before last.
  constexpr float total() const noexcept { return total_; }
  constexpr float band(size_t first, size_t last) const noexcept {
    MOTE_EXPECTS(first <= last && last <= Bins, "a band lies between two bins of the spectrum");
    return sum([&](size_t k) { return power_[k]; }, first, last);
  }
  /// The mean of the bins, weighted by their power.
  constexpr float centroid() const noexcept {
    return total_ > 0 ? sum([&](size_t k) { return number(k) * power_[k]; }) / total_ : 0.0f;
  }
  /// The standard deviation of the bins, weighted by their power: librosa's bandwidth.
  MOTE_BIT_CONSTEXPR float spread() const noexcept {
    if (!(total_ > 0)) return 0;
    const float centre = centroid();
    return sqrt(sum([&](size_t k) {
                  const float away = number(k) - centre;
                  return away * away * power_[k];
                }) /
                total_);
  }
  /// The first bin below and in which `share` of the power lies.
  constexpr float rolloff(float share = 0.85f) const noexcept {
    const float wanted = share * total_;
    compensated_sum below;
    size_t k = 0;
    for (; k + 1 < Bins; ++k) {
      below.add(power_[k]);
      if (below.value() >= wanted) break;
    }
    return total_ > 0 ? number(k) : 0.0f;
  }
  /// The bin of the most power, between bins by a parabola through the logarithms. Of a tone in a
  /// Hann window within 0.02 bins.
  MOTE_BIT_CONSTEXPR float dominant() const noexcept {
    const size_t k = loudest();
    if (k == 0 || k + 1 == Bins) return number(k);
    const float least = power_[k] * 1e-12f;
    const auto level = [&](size_t i) { return log2(power_[i] > least ? power_[i] : least); };
    const float left = level(k - 1), right = level(k + 1), top = level(k);
    const float bend = left - 2 * top + right;
    return number(k) + (bend < 0 ? 0.5f * (left - right) / bend : 0.0f);
  }
  /// Geometric mean by arithmetic mean: 1 of white noise, near 0 of a tone. Powers below `least`
  /// count as that.
  MOTE_BIT_CONSTEXPR float flatness(float least = 1e-10f) const noexcept {
    const auto bounded = [&](size_t k) { return power_[k] > least ? power_[k] : least; };
    const float mean = sum(bounded) / number(Bins);
    return exp2(sum([&](size_t k) { return log2(bounded(k) / mean); }) / number(Bins));
  }
  /// -q log2 q of each bin's share q of the power: 0 of a tone, log2(Bins) of equal bins.
  MOTE_BIT_CONSTEXPR float entropy() const noexcept {
    if (!(total_ > 0)) return 0;
    return sum([&](size_t k) {
      const float share = power_[k] / total_;
      return share > 0 ? -share * log2(share) : 0.0f;
    });
  }
  /// The largest power by the mean.
  constexpr float crest() const noexcept {
    return total_ > 0 ? power_[loudest()] * number(Bins) / total_ : 0.0f;
  }

 private:
  static constexpr float number(size_t k) noexcept { return static_cast<float>(k); }
  constexpr size_t loudest() const noexcept {
    size_t k = 0;
    for (size_t i = 1; i < Bins; ++i) k = power_[i] > power_[k] ? i : k;
    return k;
  }
  /// In runs, so that thousands of bins lose no more digits than a few.
  template <class Term>
  static constexpr float sum(const Term& term, size_t k = 0, size_t last = Bins) noexcept {
    compensated_sum all;
    while (k < last) {
      float run = 0;
      for (const size_t end = k + 16 < last ? k + 16 : last; k < end; ++k) run += term(k);
      all.add(run);
    }
    return all.value();
  }

  span<const float, Bins> power_;
  float total_;
};

template <class Power, size_t Bins>
spectrum_shape(scaled<Power, Bins>) -> spectrum_shape<traits::remove_cvref_t<Power>, Bins>;

}  // namespace mote
