// expect: mel: use at least one band
#include "mote/feature/mel.hpp"

inline constexpr auto bank = [] {
  mote::mel_options o;
#ifdef MOTE_CURED
  o.bands = 1;
#else
  o.bands = 0;
#endif
  return o;
}();
float first(const mote::array<float, bank.length>& x);
float first(const mote::array<float, bank.length>& x) {
  mote::array<float, 1> out{};
  mote::mel<float, bank>{}.process(x, out);
  return out[0];
}
