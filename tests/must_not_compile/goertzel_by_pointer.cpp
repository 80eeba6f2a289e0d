// expect: a pointer has no length: pass mote::span<const int16_t>(pointer, count), or
// mote::span<const int16_t, 64>(pointer) where the length is fixed
#include "mote/transform/goertzel.hpp"

constexpr mote::goertzel_bin<int16_t, 64> bin{1000.0, 8000.0};

uint64_t callback(const int16_t* samples) {
#ifdef MOTE_CURED
  return bin.power(mote::span<const int16_t, 64>(samples));
#else
  return bin.power(samples);
#endif
}
