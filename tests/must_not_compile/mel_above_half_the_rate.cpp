// expect: mel: the bands lie between fmin and fmax: use 0 <= fmin < fmax <= rate / 2
#include "mote/feature/mel.hpp"

struct bank : mote::mel_options {
  static constexpr double rate = 16000;
#ifdef MOTE_CURED
  static constexpr double fmax = 8000;
#else
  static constexpr double fmax = 11025;
#endif
};
float first(const mote::array<float, bank::length>& x);
float first(const mote::array<float, bank::length>& x) {
  mote::array<float, bank::bands> out{};
  mote::mel<float, bank>{}.process(x, 0, out);
  return out[0];
}
