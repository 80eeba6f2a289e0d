// expect: no member named 'n_mels' | no member named ‘n_mels’
#include "mote/feature/mel.hpp"

inline constexpr auto bank = [] {
  mote::mel_options o;
#ifdef MOTE_CURED
  o.bands = 40;
#else
  o.n_mels = 40;  // the name in librosa
#endif
  return o;
}();
mote::mel<float, bank> mel;
