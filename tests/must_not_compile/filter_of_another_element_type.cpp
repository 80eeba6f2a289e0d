// expect: wrong element type: blocks have the sample type that is asked for
#include "mote/filter/median.hpp"

mote::median<int16_t, 5> filter;
int16_t in[64], out[64];
void run() {
#ifdef MOTE_CURED
  filter.process(in, out);
#else
  static const float real[64] = {};
  filter.process(real, out);
#endif
}
