// expect: wrong element type: blocks have the sample type that is asked for
#include "mote/pipeline/spsc_ring.hpp"

mote::spsc_ring<int16_t, 64> ring;
int16_t block[8];
float real[8];

size_t run() {
#ifdef MOTE_CURED
  return ring.push(block) + (real[0] > 0);
#else
  return ring.push(real) + (block[0] > 0);
#endif
}
