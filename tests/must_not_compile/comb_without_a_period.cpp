// expect: a comb needs the samples of a period: use Period >= 1
#include "mote/filter/comb.hpp"

#ifdef MOTE_CURED
mote::comb_notch<float, 8> filter{mote::quantize<float>(mote::comb_of_q(5))};
#else
mote::comb_notch<float, 0> filter{mote::quantize<float>(mote::comb_of_q(5))};
#endif
