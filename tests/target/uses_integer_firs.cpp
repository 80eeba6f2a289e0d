// What integer code calls of FIR and CIC filters, PDM and statistics: no floating point, and no
// division of 64 bits.
#include "mote/mote.hpp"

namespace uses {

using mote::size_t;
using mote::span;

// Whole numbers: AVR's compiler has 24 bits for a design.
template <class Sample>
constexpr mote::array<mote::detail::filter::fir_tap<Sample>, 5> b{{-3000, 2500, 3500, 2500, -3000}};
template <class Sample>
constexpr auto narrow = mote::make_fir_taps<Sample>(b<Sample>, 15);
template <class Sample>
constexpr auto wide = mote::make_fir_taps<Sample>(b<Sample>, 1);

template <class Sample>
struct code {
  static void run(mote::fir<Sample, 23>& f, span<const Sample> in, span<Sample> out) {
    f.process(in, out);
    out[0] = f(in[0]);
    f.reset();
  }
  static void run_fixed(span<const Sample> in, span<Sample> out) {
    mote::fixed_fir<narrow<Sample>, Sample> f;
    mote::fixed_fir<wide<Sample>, Sample> g;
    f.process(in, out);
    g.process(out, out);
  }
  static size_t decimate(mote::fir_decimator<Sample, 23, 4>& f, span<const Sample> in,
                         span<Sample> out) {
    return f.process(in, out) + mote::outputs(f, in.size());
  }
  static void interpolate(mote::fir_interpolator<Sample, 23, 4>& f, span<const Sample> in,
                          span<Sample> out) {
    f.process(in, out);
  }
  static size_t resample(mote::fir_resampler<Sample, 23, 3, 2>& f, span<const Sample> in,
                         span<Sample> out) {
    return f.process(in, out);
  }
  static int64_t sum(mote::statistics<Sample>& all, mote::extremes<Sample>& ends,
                     mote::zero_crossings<Sample>& crossings, span<const Sample> in) {
    all.add(in);
    ends.add(in);
    crossings.add(in);
    return all.sum() + ends.peak_to_peak() + crossings.count();
  }
};
template struct code<int8_t>;
template struct code<int16_t>;
template struct code<int32_t>;

}  // namespace uses

template class mote::cic_decimator<int8_t, 3, 8>;
template class mote::cic_decimator<int16_t, 4, 10>;
template class mote::cic_interpolator<int16_t, 3, 4>;
template class mote::pdm_decimator<64>;
template class mote::pdm_decimator<48, mote::bit_order::lsb_first>;
