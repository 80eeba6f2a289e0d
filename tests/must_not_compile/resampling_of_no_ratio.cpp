// expect: resampling_design<Up, Down> takes a ratio of two numbers that is not 1 to 1
#include "mote/filter/fir_resampler.hpp"

#ifdef MOTE_CURED
inline constexpr auto design = mote::resampling_design<2, 1>();
#else
inline constexpr auto design = mote::resampling_design<1, 1>();
#endif
