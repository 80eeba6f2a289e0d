// expect: the design has another number of taps than the filter
#include "mote/design/fir_design.hpp"
#include "mote/filter/fir.hpp"
#include "mote/filter/fir_resample.hpp"

constexpr auto design = mote::fir_lowpass<31>(1000, 16000);
#ifdef MOTE_CURED
mote::fir_decimator<int16_t, design.size(), 4> filter{design};
#else
mote::fir_decimator<int16_t, 32, 4> filter{design};
#endif
