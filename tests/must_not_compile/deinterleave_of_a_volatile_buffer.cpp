// expect: a block is not volatile: what DMA has finished may be read as usual
#include "mote/filter/interleave.hpp"

int16_t left[32], right[32];
volatile int16_t dma[64];

void run() {
#ifdef MOTE_CURED
  mote::deinterleave<int16_t>({const_cast<const int16_t*>(dma), 64}, {left, right});
#else
  mote::deinterleave<int16_t>(dma, {left, right});
#endif
}
