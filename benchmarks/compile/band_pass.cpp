// Four second-order sections, designed by the compiler.
#include "mote/design/butterworth.hpp"
#include "mote/filter/biquad.hpp"

inline constexpr auto band = mote::butterworth_bandpass<4>(0.5, 8.0, 62.5);
mote::fixed_biquad_cascade<band, int16_t> filter;

void run(mote::span<int16_t> samples);
void run(mote::span<int16_t> samples) { filter.process(samples, samples); }
