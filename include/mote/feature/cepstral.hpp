// cepstral.hpp - mel bands and MFCC of the channels of a window. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/block/frame_view.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "detail/window_spectrum.hpp"
#include "mel.hpp"
#include "mfcc.hpp"

namespace mote {

namespace detail::feature {
/// Of each channel Hann's window, rfft and the Count numbers of Kind.
template <class Sample, size_t N, size_t Channels, class Kind, class Value, size_t Count>
class of_each_channel {
  static_assert(traits::takes_samples<of_each_channel, Sample, traits::samples::narrow>);

 public:
  using input_type = Sample;
  using output_type = traits::choose_t<traits::same<Sample, float>, float, int32_t>;
  static constexpr size_t rows = N, channels = Channels, features = Count * Channels;

  struct scratch {
    array<Sample, N> block;
    array<Value, Count> row;
  };

  void process(const frame_view<Sample, N, Channels>& in, span<output_type, features> out,
               scratch& s) const noexcept {
    output_type* to = out.data();
    for (size_t c = 0; c < Channels; ++c) {
      Kind{}.process(transformed(in, c, span<Sample, N>{s.block}), s.row);
      for (const Value value : s.row) *to++ = value;
    }
  }
  void process(span<const Sample, N * Channels> in,
               span<output_type, features> out) const noexcept {
    scratch s;
    process(frame_view<Sample, N, Channels>{in}, out, s);
  }
};
}  // namespace detail::feature

/// A stage of windows: the bands of `mel`, those of the first channel first. Options is a
/// mel_options, whose length is that of the window.
///
/// Sample   float into float; int16_t into int32_t, dB or logarithms in Q8
/// Shape    N = Options.length rows, a power of two from 8 to 8192
/// State    none; scratch of N samples and the bands
/// Target   as mel
template <class Sample, size_t N, size_t Channels, const auto& Options>
class mel_features
    : public detail::feature::of_each_channel<Sample, N, Channels, mel<Sample, Options>,
                                              typename mel<Sample, Options>::value, Options.bands> {
  static_assert(Options.length == N,
                "mel_features: the length of the options must be the rows of the window");
};

/// The same of `mfcc`: its coefficients, of int16_t in units of 2^-fraction_bits.
/// Options is an mfcc_options.
template <class Sample, size_t N, size_t Channels, const auto& Options>
class mfcc_features
    : public detail::feature::of_each_channel<Sample, N, Channels, mfcc<Sample, Options>, Sample,
                                              Options.coefficients> {
  static_assert(Options.length == N,
                "mfcc_features: the length of the options must be the rows of the window");

 public:
  static constexpr int fraction_bits = mfcc<Sample, Options>::fraction_bits;
};

}  // namespace mote
