// expect: mel_features: the length of the options must be the rows of the window
#include "mote/feature/cepstral.hpp"

#ifdef MOTE_CURED
constexpr size_t rows = 256;
#else
constexpr size_t rows = 128;
#endif
inline constexpr auto options = [] {
  mote::mel_options o;
  o.length = 256;
  o.bands = 20;
  return o;
}();
mote::mel_features<float, rows, 1, options> some;
