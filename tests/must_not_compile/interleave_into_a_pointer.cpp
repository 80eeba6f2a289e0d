// expect: a pointer has no length: pass mote::span<const int16_t>(pointer, count), or
// mote::span<const int16_t, 64>(pointer) where the length is fixed
#include "mote/filter/interleave.hpp"

int16_t left[32], right[32];

void run(int16_t* out) {
#ifdef MOTE_CURED
  mote::interleave<int16_t>({left, right}, {out, 64});
#else
  mote::interleave<int16_t>({left, right}, out);
#endif
}
