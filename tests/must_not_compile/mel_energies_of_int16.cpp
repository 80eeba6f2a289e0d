// expect: mel of int16_t is logarithmic: use output = mel_output::db or mel_output::log
#include "mote/feature/mel.hpp"

inline constexpr auto levels = [] {
  mote::mel_options o;
#ifdef MOTE_CURED
  o.output = mote::mel_output::db;
#endif
  return o;
}();
mote::mel<int16_t, levels> mel;
