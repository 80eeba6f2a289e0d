// expect: fir_resampler gives Up outputs for Down samples: use the smallest two numbers
#include "mote/filter/fir_resampler.hpp"

constexpr mote::array<double, 3> design{{0.25, 0.5, 0.25}};

#ifdef MOTE_CURED
mote::fir_resampler<float, 3, 3, 2> filter{design};
#else
mote::fir_resampler<float, 3, 6, 4> filter{design};
#endif
