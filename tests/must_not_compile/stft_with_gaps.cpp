// expect: stft: the hop is 1 to N samples: leave out what lies between
#include "mote/transform/stft.hpp"

#ifdef MOTE_CURED
mote::stft<float, 64, 64> spectra;
#else
mote::stft<float, 64, 65> spectra;
#endif
