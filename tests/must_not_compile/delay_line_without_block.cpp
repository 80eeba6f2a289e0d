// expect: delay_line needs space for at least one sample: use Block >= 1
#include "mote/filter/detail/delay_line.hpp"

#ifdef MOTE_CURED
mote::delay_line<float, 8, 1> line;
#else
mote::delay_line<float, 8, 0> line;
#endif
