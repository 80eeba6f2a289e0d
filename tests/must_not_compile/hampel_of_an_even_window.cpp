// expect: a Hampel filter needs an odd window: use 3, 5, 7, ...
#include "mote/filter/hampel.hpp"

#ifdef MOTE_CURED
mote::hampel<float, 7> filter{mote::quantize<float>(mote::deviations{3})};
#else
mote::hampel<float, 8> filter{mote::quantize<float>(mote::deviations{3})};
#endif
