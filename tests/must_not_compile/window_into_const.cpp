// expect: wrong element type: blocks have the sample type that is asked for
#include "mote/transform/window.hpp"

constexpr mote::window<int16_t, 64> taper{mote::windows::hann};

void run(const int16_t (&block)[64], int16_t (&out)[64], const int16_t (&constant)[64]) {
#ifdef MOTE_CURED
  taper.process(block, out), (void)constant;
#else
  taper.process(block, constant), (void)out;
#endif
}
