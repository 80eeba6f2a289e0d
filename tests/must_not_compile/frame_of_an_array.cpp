// expect: frame: push shortens the block that it is given: pass a variable
#include "mote/feature/frame.hpp"

mote::frame<int16_t, 8, 4, 3> windows;

void run(const int16_t (&block)[96]) {
#ifdef MOTE_CURED
  mote::span<const int16_t> samples{block};
  while (windows.push(samples)) (void)windows.view();
#else
  while (windows.push(block)) (void)windows.view();
#endif
}
