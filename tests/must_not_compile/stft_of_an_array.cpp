// expect: stft: push shortens the block that it is given: pass a variable
#include "mote/transform/stft.hpp"

mote::stft<int16_t, 64> spectra;

void run(const int16_t (&block)[64]) {
#ifdef MOTE_CURED
  mote::span<const int16_t> samples{block};
  while (spectra.push(samples)) (void)spectra.frame();
#else
  while (spectra.push(block)) (void)spectra.frame();
#endif
}
