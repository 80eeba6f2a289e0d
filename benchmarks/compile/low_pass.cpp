// 63 taps of linear phase, designed by the compiler.
#include "mote/design/fir_design.hpp"
#include "mote/filter/fir.hpp"

inline constexpr auto taps = mote::fir_lowpass<63>(1000.0, 8000.0);
mote::fixed_fir<taps, int16_t, 64> filter;

void run(mote::span<int16_t> samples);
void run(mote::span<int16_t> samples) { filter.process(samples, samples); }
