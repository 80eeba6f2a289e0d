// expect: mel: the bands lie between fmin and fmax: use 0 <= fmin < fmax <= rate / 2
#include "mote/feature/mel.hpp"

inline constexpr auto bank = [] {
  mote::mel_options o;
  o.rate = 16000;
#ifdef MOTE_CURED
  o.fmax = 8000;
#else
  o.fmax = 11025;
#endif
  return o;
}();
float first(const mote::array<float, bank.length>& x);
float first(const mote::array<float, bank.length>& x) {
  mote::array<float, bank.bands> out{};
  mote::mel<float, bank>{}.process(x, out);
  return out[0];
}
