// expect: a pointer has no length: pass mote::span<const int16_t>(pointer, count), or
// mote::span<const int16_t, 64>(pointer) where the length is fixed
#include "mote/feature/statistics.hpp"

mote::statistics<int16_t> statistics;

void callback(const int16_t* samples, size_t count) {
#ifdef MOTE_CURED
  statistics.add({samples, count});
#else
  statistics.add(samples), (void)count;
#endif
}
