// expect: mel: power is 1 for magnitudes or 2 for powers
#include "mote/feature/mel.hpp"

struct bank : mote::mel_options {
#ifdef MOTE_CURED
  static constexpr int power = 2;
#else
  static constexpr int power = 3;
#endif
};
mote::mel<float, bank> mel;
