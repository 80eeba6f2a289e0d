// expect: power_to_db<int16_t> takes what power_spectrum returned of int16_t samples
#include "mote/transform/spectrum.hpp"

void levels(mote::array<int16_t, 64>& x, mote::array<int16_t, 33>& out) {
  constexpr mote::power_to_db<int16_t> to_db;
#ifdef MOTE_CURED
  mote::array<uint32_t, 33> values{};
  to_db.process(mote::power_spectrum(mote::bins(mote::rfft(x)), values), out);
#else
  mote::array<uint16_t, 33> values{};
  to_db.process(mote::magnitude_spectrum(mote::bins(mote::rfft(x)), values), out);
#endif
}
