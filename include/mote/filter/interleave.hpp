// interleave.hpp - samples of several channels in turn, to one block a channel and back. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/block/misfit.hpp"
#include "../core/expects.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../kernel/row/two_channels.hpp"

namespace mote {

/// One block a channel: deinterleave<int16_t>(stereo, {left, right}).
///
/// Sample   any
/// Shape    `in` holds as many samples as all channels together, which have one length; no two
///          blocks overlap
/// Time     two channels of int16_t: by words on Cortex-M4, by vectors on Helium
/// Target   exact
template <class Sample, size_t Channels>
constexpr void deinterleave(span<const Sample> in,
                            const span<Sample> (&channels)[Channels]) noexcept {
  const size_t count = channels[0].size();
  MOTE_EXPECTS(in.size() == Channels * count,
               "interleaved samples are Channels times as many as those of a channel");
  if constexpr (Channels == 2 && traits::same<Sample, int16_t>) {
    MOTE_EXPECTS(channels[1].size() == count, "all channels are equally long");
    kernel::split_channels(in.data(), channels[0].data(), channels[1].data(), count);
  } else {
    for (size_t c = 0; c < Channels; ++c) {
      MOTE_EXPECTS(channels[c].size() == count, "all channels are equally long");
      const Sample* from = in.data() + c;
      Sample* to = channels[c].data();
      for (size_t left = count; left > 0; --left, from += Channels) *to++ = *from;
    }
  }
}

template <class Sample, class In, size_t Channels,
          traits::if_misfit<traits::becomes<In, span<const Sample>>> = 0>
constexpr void deinterleave(In&&, const span<Sample> (&)[Channels]) noexcept {
  traits::refuse_blocks<In>();
}

/// The inverse: interleave<int16_t>({left, right}, stereo).
template <class Sample, size_t Channels>
constexpr void interleave(const span<const Sample> (&channels)[Channels],
                          span<Sample> out) noexcept {
  const size_t count = channels[0].size();
  MOTE_EXPECTS(out.size() == Channels * count,
               "interleaved samples are Channels times as many as those of a channel");
  if constexpr (Channels == 2 && traits::same<Sample, int16_t>) {
    MOTE_EXPECTS(channels[1].size() == count, "all channels are equally long");
    kernel::join_channels(channels[0].data(), channels[1].data(), out.data(), count);
  } else {
    for (size_t c = 0; c < Channels; ++c) {
      MOTE_EXPECTS(channels[c].size() == count, "all channels are equally long");
      const Sample* from = channels[c].data();
      Sample* to = out.data() + c;
      for (size_t left = count; left > 0; --left, to += Channels) *to = *from++;
    }
  }
}

template <class Sample, class Out, size_t Channels,
          traits::if_misfit<traits::becomes<Out, span<Sample>>> = 0>
constexpr void interleave(const span<const Sample> (&)[Channels], Out&&) noexcept {
  traits::refuse_blocks<Out>();
}

}  // namespace mote
