// expect: the design has another number of sections than the filter
#include "mote/design/butterworth.hpp"
#include "mote/filter/biquad.hpp"

constexpr auto low_pass = mote::butterworth_lowpass<4>(1000, 16000);
#ifdef MOTE_CURED
mote::biquad_cascade<int16_t, low_pass.size()> filter{low_pass};
#else
mote::biquad_cascade<int16_t, 3> filter{low_pass};
#endif
