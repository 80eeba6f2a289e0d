// What float code calls of biquad cascades.
#include "mote/mote.hpp"

// Taps as numbers: AVR's compiler has 24 bits for a design.
constexpr mote::biquad_taps<float, 2> weighting{
    {{{{0.529092789f, 1.58727837f, 2.11637115f, -1.82156384f, -1.99030554f}},
      {{1.0f, -1.0f, 0.0f, 0.705509663f, -0.0104779415f}}}},
    1};

float run(mote::biquad_cascade<float, 2>& filter, mote::span<const float> in,
          mote::span<float> out);
float run(mote::biquad_cascade<float, 2>& filter, mote::span<const float> in,
          mote::span<float> out) {
  filter.set_taps(weighting);
  filter.process(in, out);
  filter.reset();
  filter.reset(in[0]);
  return filter(out[0]);
}
template class mote::fixed_biquad_cascade<weighting, float>;
