// expect: mel: power is 1 for magnitudes or 2 for powers
#include "mote/feature/mel.hpp"

inline constexpr auto bank = [] {
  mote::mel_options o;
#ifdef MOTE_CURED
  o.power = 2;
#else
  o.power = 3;
#endif
  return o;
}();
mote::mel<float, bank> mel;
