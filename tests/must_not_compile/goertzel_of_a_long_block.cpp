// expect: goertzel takes 1 to 65536 samples: use a shorter block
#include "mote/transform/goertzel.hpp"

#ifdef MOTE_CURED
inline constexpr mote::goertzel_bin<int16_t, 16000> tone{50, 16000};
#else
inline constexpr mote::goertzel_bin<int16_t, 65537> tone{50, 16000};
#endif
