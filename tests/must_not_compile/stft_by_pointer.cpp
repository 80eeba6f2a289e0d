// expect: a pointer has no length: pass mote::span<const int16_t>(pointer, count), or
// mote::span<const int16_t, 64>(pointer) where the length is fixed
#include "mote/transform/stft.hpp"

mote::stft<int16_t, 64> spectra;

void callback(const int16_t* samples, size_t count) {
#ifdef MOTE_CURED
  mote::span<const int16_t> block{samples, count};
  while (spectra.push(block)) (void)spectra.frame();
#else
  while (spectra.push(samples)) (void)count;
#endif
}
