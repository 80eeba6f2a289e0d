// expect: biquad: rounding would take this design further from exact arithmetic
#include "mote/design/butterworth.hpp"
#include "mote/filter/biquad.hpp"

inline constexpr auto low = mote::butterworth_lowpass<4>(0.5, 1000.0);
#ifdef MOTE_CURED
inline constexpr mote::accepted_design<2> design{low, 1e-3};
#else
inline constexpr auto design = low;
#endif
mote::fixed_biquad_cascade<design, int16_t> filter;
