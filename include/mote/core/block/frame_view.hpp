// frame_view.hpp - a window of a stream, where it lies. Floor 0.
#pragma once

#include <stddef.h>

#include "../expects.hpp"
#include "../sample.hpp"
#include "../span.hpp"
#include "../traits.hpp"

namespace mote {

/// N rows of `Channels` samples, the oldest first, as they lie in the ring of a `frame`: in two
/// pieces of whole rows, of which the second may be empty. An array of rows is one as well.
template <class Sample, size_t N, size_t Channels = 1>
class frame_view {
  static_assert(traits::takes_samples<frame_view, Sample, traits::samples::with_unsigned>);

 public:
  constexpr explicit frame_view(span<const Sample, N * Channels> rows) noexcept : older_{rows} {}
  constexpr frame_view(span<const Sample> older, span<const Sample> newer) noexcept
      : older_{older}, newer_{newer} {
    MOTE_EXPECTS(older.size() + newer.size() == N * Channels && older.size() % Channels == 0,
                 "the pieces of a frame are N whole rows");
  }

  static constexpr size_t size() noexcept { return N; }
  static constexpr size_t channels() noexcept { return Channels; }

  /// Interleaved rows; what sums up takes one after the other: s.add(older()); s.add(newer()).
  constexpr span<const Sample> older() const noexcept { return older_; }
  constexpr span<const Sample> newer() const noexcept { return newer_; }

  /// A sample: row < N, 0 the oldest; channel < Channels.
  constexpr Sample operator()(size_t row, size_t channel = 0) const noexcept {
    MOTE_EXPECTS(row < N && channel < Channels, "a frame has no such row or channel");
    const size_t i = row * Channels + channel;
    return i < older_.size() ? older_.data()[i] : newer_.data()[i - older_.size()];
  }

  /// The samples of a channel, for what needs them side by side.
  constexpr void copy(size_t channel, span<Sample, N> out) const noexcept {
    MOTE_EXPECTS(channel < Channels, "a frame has no such channel");
    Sample* to = gather(older_, channel, out.data());
    gather(newer_, channel, to);
  }

 private:
  static constexpr Sample* gather(span<const Sample> rows, size_t channel, Sample* to) noexcept {
    for (size_t i = channel; i < rows.size(); i += Channels) *to++ = rows.data()[i];
    return to;
  }

  span<const Sample> older_;
  span<const Sample> newer_;
};

}  // namespace mote
