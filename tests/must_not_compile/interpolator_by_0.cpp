// expect: fir_interpolator gives Factor outputs a sample: use Factor >= 1
#include "mote/filter/fir_resample.hpp"

constexpr mote::array<double, 3> design{{0.25, 0.5, 0.25}};
#ifdef MOTE_CURED
mote::fir_interpolator<float, 3, 2> filter{design};
#else
mote::fir_interpolator<float, 3, 0> filter{design};
#endif
