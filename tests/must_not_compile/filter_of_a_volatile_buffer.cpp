// expect: a block is not volatile: what DMA has finished may be read as usual
#include "mote/filter/median.hpp"

mote::median<int16_t, 5> filter;
int16_t in[64], out[64];
void run() {
#ifdef MOTE_CURED
  static volatile int16_t dma[64];
  filter.process({const_cast<const int16_t*>(dma), 64}, out);
#else
  static volatile int16_t dma[64];
  filter.process(dma, out);
#endif
}
