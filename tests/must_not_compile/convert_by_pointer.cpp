// expect: a pointer has no length: pass mote::span<const int16_t>(pointer, count), or
// mote::span<const int16_t, 64>(pointer) where the length is fixed
#include "mote/filter/convert.hpp"

float out[64];

void callback(const int16_t* samples) {
#ifdef MOTE_CURED
  mote::convert<int16_t, float>({samples, 64}, out);
#else
  mote::convert<int16_t, float>(samples, out);
#endif
}
