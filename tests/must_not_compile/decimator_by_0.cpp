// expect: fir_decimator keeps every Factor-th sample: use Factor >= 1
#include "mote/filter/fir_resample.hpp"

constexpr mote::array<double, 3> design{{0.25, 0.5, 0.25}};
#ifdef MOTE_CURED
mote::fir_decimator<float, 3, 2> filter{design};
#else
mote::fir_decimator<float, 3, 0> filter{design};
#endif
