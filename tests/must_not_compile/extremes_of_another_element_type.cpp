// expect: wrong element type: blocks have the sample type that is asked for
#include "mote/feature/extremes.hpp"

mote::extremes<int16_t> extremes;
int16_t block[64];
float real[64];

void run() {
#ifdef MOTE_CURED
  extremes.add(block), (void)real;
#else
  extremes.add(real), (void)block;
#endif
}
