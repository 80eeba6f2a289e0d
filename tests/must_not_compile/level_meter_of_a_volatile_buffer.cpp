// expect: a block is not volatile: what DMA has finished may be read as usual
#include "mote/feature/level.hpp"

constexpr mote::level_options options{};
mote::level_meter<int16_t, options> meter;
volatile int16_t dma[64];

void run() {
#ifdef MOTE_CURED
  meter.add({const_cast<const int16_t*>(dma), 64});
#else
  meter.add(dma);
#endif
}
