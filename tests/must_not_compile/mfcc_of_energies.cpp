// expect: mfcc needs logarithms: use output = mel_output::db or mel_output::log
#include "mote/feature/mfcc.hpp"

inline constexpr auto bank = [] {
  mote::mfcc_options o;
#ifdef MOTE_CURED
  o.output = mote::mel_output::log;
#else
  o.output = mote::mel_output::energy;
#endif
  return o;
}();
mote::mfcc<float, bank> coefficients;
