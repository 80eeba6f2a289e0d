// expect: mel of int16_t is logarithmic: use output = mel_output::db or mel_output::log
#include "mote/feature/mel.hpp"

#ifdef MOTE_CURED
struct levels : mote::mel_options {
  static constexpr mote::mel_output output = mote::mel_output::db;
};
mote::mel<int16_t, levels> mel;
#else
mote::mel<int16_t, mote::mel_options> mel;
#endif
