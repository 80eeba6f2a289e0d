// expect: mfcc needs logarithms: use output = mel_output::db or mel_output::log
#include "mote/feature/mfcc.hpp"

struct bank : mote::mfcc_options {
#ifdef MOTE_CURED
  static constexpr mote::mel_output output = mote::mel_output::log;
#else
  static constexpr mote::mel_output output = mote::mel_output::energy;
#endif
};
mote::mfcc<float, bank> coefficients;
