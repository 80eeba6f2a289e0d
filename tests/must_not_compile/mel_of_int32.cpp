// expect: samples are float or int16_t of <stdint.h> here: convert all others
#include "mote/feature/mel.hpp"

inline constexpr mote::mel_options as_librosa;
#ifdef MOTE_CURED
mote::mel<float, as_librosa> mel;
#else
mote::mel<int32_t, as_librosa> mel;
#endif
