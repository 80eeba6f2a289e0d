// expect: mel takes spectra of float or int16_t: convert the samples
#include "mote/feature/mel.hpp"

#ifdef MOTE_CURED
mote::mel<float, mote::mel_options> mel;
#else
mote::mel<int32_t, mote::mel_options> mel;
#endif
