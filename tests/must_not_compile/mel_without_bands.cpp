// expect: mel: use at least one band
#include "mote/feature/mel.hpp"

struct bank : mote::mel_options {
#ifdef MOTE_CURED
  static constexpr size_t bands = 1;
#else
  static constexpr size_t bands = 0;
#endif
};
float first(const mote::array<float, bank::length>& x);
float first(const mote::array<float, bank::length>& x) {
  mote::array<float, 1> out{};
  mote::mel<float, bank>{}.process(x, 0, out);
  return out[0];
}
