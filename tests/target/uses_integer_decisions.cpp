// What integer code calls between samples and a decision: no floating point, and no division of 64
// bits.
#include "mote/mote.hpp"

namespace uses {

using mote::size_t;
using mote::span;

template <class Sample>
struct code {
  static size_t hand_over(mote::spsc_ring<Sample, 64>& ring, span<const Sample> in,
                          span<Sample> out) {
    Sample one = 0;
    if (ring.try_push(in[0]) && ring.try_pop(one)) out[0] = one;
    return ring.push(in) + ring.pop(out);
  }
  static int64_t cut(mote::frame<Sample, 50, 20, 3>& windows, mote::statistics<Sample>& all,
                     span<const Sample> in, Sample (&series)[50]) {
    windows.lose(3);
    while (windows.push(in) || windows.push(in[0])) {
      const mote::frame_view<Sample, 50, 3> view = windows.view();
      all.add(view.older());
      all.add(view.newer());
      view.copy(2, series);
      series[0] = view(7, 1);
    }
    windows.reset();
    return all.sum() + static_cast<int64_t>(windows.skipped());
  }
};
struct source {
  const uint8_t* at;
  bool operator()(uint8_t& byte) {
    byte = *at++;
    return true;
  }
};
template <class Sample>
mote::status copy(mote::npy_reader<Sample, 3>& recording, source& from, uint8_t* to,
                  Sample (&block)[48]) {
  using writer = mote::npy_writer<Sample, 3>;
  const mote::status opened = recording.open(from);
  if (!opened) return opened;
  writer::header(recording.rows(), span<uint8_t, writer::header_size>(to));
  const auto put = [&](const uint8_t* bytes, size_t count) {
    for (size_t i = 0; i < count; ++i) *to++ = bytes[i];
    return true;
  };
  while (const size_t count = recording.read(from, block)) {
    const mote::status written = writer::write({block, count}, put);
    if (!written) return written;
  }
  return recording.finish();
}
template mote::status copy(mote::npy_reader<int16_t, 3>&, source&, uint8_t*, int16_t (&)[48]);
template mote::status copy(mote::npy_reader<float, 3>&, source&, uint8_t*, float (&)[48]);

template struct code<int8_t>;
template struct code<int16_t>;
template struct code<int32_t>;

uint64_t see(const mote::array<int16_t, 128>& bins, mote::array<uint32_t, 65>& powers) {
  const mote::spectrum_shape shape{mote::power_spectrum(mote::bins(mote::scaled(bins, 0)), powers)};
  return shape.total() + shape.band(3, 9) + shape.centroid() + shape.spread() + shape.rolloff() +
         shape.dominant() + shape.entropy() +
         static_cast<uint64_t>(shape.flatness() + shape.crest() + shape.exponent());
}

using probabilities = mote::array<uint16_t, 5>;
bool decides(mote::smooth_probabilities<uint16_t, 5>& smooth, const probabilities& p,
             const mote::confidence<uint16_t>& sure) {
  const probabilities steady = smooth(p);
  smooth.reset();
  return sure(steady) && mote::margin(p) > 100 && mote::entropy(p) < 4096;
}

template <class Sample>
bool knows(const mote::near_classes<Sample, 5, 3>& near, mote::span<const Sample, 5> row) {
  return near(row);
}
template bool knows(const mote::near_classes<int8_t, 5, 3>&, mote::span<const int8_t, 5>);
template bool knows(const mote::near_classes<int16_t, 5, 3>&, mote::span<const int16_t, 5>);
template bool knows(const mote::near_classes<int32_t, 5, 3>&, mote::span<const int32_t, 5>);

inline constexpr mote::smoothing halfway{0.5};
probabilities smoothed(mote::smooth_probabilities<uint16_t, 5, &halfway>& all,
                       const probabilities& p) {
  return all(p);
}

inline constexpr mote::one_pole_taps<int32_t> slowly{0x80000000u, 1};
int32_t follows(mote::running_median<int32_t, 5>& steady,
                mote::smooth_values<int32_t, slowly>& smooth, int32_t x) {
  if (x < 0) steady.reset();
  return smooth(steady(x));
}

}  // namespace uses

template class mote::majority<uint8_t, 5, 3>;
template class mote::minimal_duration<uint8_t, 3>;
template class mote::hysteresis<uint16_t>;
