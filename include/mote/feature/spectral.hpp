// spectral.hpp - features of the spectrum of a window, as many as are chosen. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/block/frame_view.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../transform/spectrum.hpp"
#include "detail/window_spectrum.hpp"
#include "chosen/spectral_set.hpp"
#include "spectrum.hpp"

namespace mote {

/// A stage of windows: of each channel Hann's window, rfft, and the numbers of `Chosen`, an array
/// of spectral::feature, in its order; each is as many features side by side as there are channels.
///
///   inline constexpr mote::array<mote::spectral::feature, 2> chosen = {
///       {{mote::spectral::kind::centroid}, mote::spectral::band(2, 8)}};
///   mote::spectral_features<int16_t, 128, 3, chosen> stage;
///
/// Sample   float into float, int16_t into int32_t
/// Shape    N rows, a power of two from 8 to 4096
/// Unit     as spectrum_shape: float bins, ratios, bits; int16_t bins Q16 (rolloff: bins), ratios
/// in
///          dB Q8, bits Q12. level: 0 dB is a power of 1, of int16_t with samples in [-1, 1)
/// Range    every input. A constant, gravity, is the most of all power and lies in the bins 0 and
///          1: filter it away before the window, or choose bands from 2 on
/// State    none; scratch of N samples and N / 2 + 1 powers
/// Time     a transform a channel, and a pass over its bins for each number
/// Target   float within 1e-5 of the size of the numbers it is made of; int16_t bit-exact
template <class Sample, size_t N, size_t Channels, const auto& Chosen>
class spectral_features {
  static_assert(traits::takes_samples<spectral_features, Sample, traits::samples::narrow>);
  static_assert(N >= 8 && N <= 4096 && (N & (N - 1)) == 0,
                "spectral_features takes windows of 8 to 4096 rows, a power of two");
  static constexpr size_t bins = N / 2 + 1;
  static constexpr bool real = traits::same<Sample, float>;
  static_assert(detail::feature::bands_fit(Chosen, bins),
                "spectral_features: a band has the bins first to last - 1 of 0 to N / 2");

 public:
  using input_type = Sample;
  using output_type = traits::choose_t<real, float, int32_t>;
  static constexpr size_t rows = N, channels = Channels, features = Chosen.size() * Channels;

  struct scratch {
    array<Sample, N> block;
    array<traits::choose_t<real, float, uint32_t>, bins> powers;
  };

  void process(const frame_view<Sample, N, Channels>& in, span<output_type, features> out,
               scratch& s) const noexcept {
    for (size_t c = 0; c < Channels; ++c) {
      const auto power = power_spectrum(
          mote::bins(detail::feature::transformed(in, c, span<Sample, N>{s.block})), s.powers);
      describe(power, traits::indices_to<Chosen.size()>{}, out.data() + c);
    }
  }
  void process(span<const Sample, N * Channels> in,
               span<output_type, features> out) const noexcept {
    scratch s;
    process(frame_view<Sample, N, Channels>{in}, out, s);
  }

 private:
  template <class Power, size_t... I>
  static void describe(const Power& power, traits::indices<I...>, output_type* out) noexcept {
    const spectrum_shape shape{power};
    ((out[I * Channels] = static_cast<output_type>(number<I>(shape))), ...);
  }
  template <size_t I, class Shape>
  static auto number(const Shape& shape) noexcept {
    constexpr spectral::feature f = Chosen[I];
    if constexpr (f.what == spectral::kind::centroid) return shape.centroid();
    if constexpr (f.what == spectral::kind::spread) return shape.spread();
    if constexpr (f.what == spectral::kind::rolloff) return shape.rolloff();
    if constexpr (f.what == spectral::kind::dominant) return shape.dominant();
    if constexpr (f.what == spectral::kind::flatness) return shape.flatness();
    if constexpr (f.what == spectral::kind::entropy) return shape.entropy();
    if constexpr (f.what == spectral::kind::crest) return shape.crest();
    if constexpr (f.what == spectral::kind::level) return detail::feature::level_of(shape);
    if constexpr (f.what == spectral::kind::band) {
      return detail::feature::share_of(shape, f.first, f.last);
    }
  }
};

}  // namespace mote
