// expect: a pointer has no length: pass mote::span<const int16_t>(pointer, count), or
// mote::span<const int16_t, 64>(pointer) where the length is fixed
#include "mote/filter/median.hpp"

mote::median<int16_t, 5> filter;
int16_t in[64], out[64];
void run() {
#ifdef MOTE_CURED
  const int16_t* first = in;
  filter.process(mote::span<const int16_t>(first, 64), out);
#else
  const int16_t* first = in;
  filter.process(first, out);
#endif
}
