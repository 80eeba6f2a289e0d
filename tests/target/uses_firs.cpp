// What float code calls of FIR filters and statistics.
#include "mote/mote.hpp"

namespace uses {

using mote::size_t;
using mote::span;

constexpr auto taps = mote::make_fir_taps<float>(mote::array<float, 3>{{0.25f, 0.5f, 0.25f}});

struct code {
  static void run(mote::fir<float, 23>& f, mote::span<const float> in, mote::span<float> out);
  static void run_fixed(mote::span<const float> in, mote::span<float> out);
  static size_t resample(mote::fir_resampler<float, 23, 3, 2>& f, mote::span<const float> in,
                         mote::span<float> out);
  static size_t decimate(mote::fir_decimator<float, 23, 4>& f, mote::span<const float> in,
                         mote::span<float> out);
  static void interpolate(mote::fir_interpolator<float, 23, 4>& f, mote::span<const float> in,
                          mote::span<float> out);
};

}  // namespace uses

void uses::code::run(mote::fir<float, 23>& f, mote::span<const float> in, mote::span<float> out) {
  f.process(in, out);
  out[0] = f(in[0]);
  f.reset();
}
void uses::code::run_fixed(mote::span<const float> in, mote::span<float> out) {
  mote::fixed_fir<taps, float> f;
  f.process(in, out);
}
mote::size_t uses::code::resample(mote::fir_resampler<float, 23, 3, 2>& f,
                                  mote::span<const float> in, mote::span<float> out) {
  return f.process(in, out);
}
mote::size_t uses::code::decimate(mote::fir_decimator<float, 23, 4>& f, mote::span<const float> in,
                                  mote::span<float> out) {
  return f.process(in, out);
}
void uses::code::interpolate(mote::fir_interpolator<float, 23, 4>& f, mote::span<const float> in,
                             mote::span<float> out) {
  f.process(in, out);
}

template class mote::extremes<float>;
template class mote::zero_crossings<float>;

float of_floats(mote::span<const float> in);
float of_floats(mote::span<const float> in) {
  mote::statistics<float> all;
  all.add(in);
  return all.mean() + all.variance() + all.rms();
}
float of_integers(mote::span<const int32_t> in, mote::span<const int16_t> more);
float of_integers(mote::span<const int32_t> in, mote::span<const int16_t> more) {
  mote::statistics<int32_t> all;
  mote::statistics<int16_t> rest;
  all.add(in);
  rest.add(more);
  return all.mean() + all.variance() + all.rms() + rest.mean() + rest.deviation() + rest.rms();
}
