// What integer code calls of biquad cascades: no floating point, no division of 64 bits.
#include "mote/mote.hpp"

// Taps as whole numbers: AVR's compiler has 24 bits for a design.
template <class Sample>
inline constexpr mote::biquad_taps<Sample, 2> lowpass{
    {{{{134217728, 268435456, 134217728, -441073716, -90592552}},
      {{268435456, -536870912, 268435456, 915638512, -384392904}}}},
    3};
static_assert(lowpass<int16_t>.valid());

template <class Sample>
struct code {
  using taps = mote::biquad_taps<Sample, 2>;
  static void change(mote::biquad_cascade<Sample, 2>& filter, const taps& others) {
    filter.set_taps(others);
    filter.reset();
  }
  static void settle(mote::biquad_cascade<Sample, 2>& filter, Sample x) { filter.reset(x); }
  static Sample run(mote::biquad_cascade<Sample, 2>& filter, mote::span<const Sample> in,
                    mote::span<Sample> out) {
    filter.process(in, out);
    return filter(out[0]);
  }
  static Sample run_fixed(mote::fixed_biquad_cascade<lowpass<Sample>, Sample>& filter,
                          mote::span<const Sample> in, mote::span<Sample> out) {
    filter.process(in, out);
    filter.reset();
    filter.reset(out[0]);
    return filter(out[0]);
  }
};
template struct code<int8_t>;
template struct code<int16_t>;
template struct code<int32_t>;
