// expect: integers without their exponent: pass what rfft or fft returned, or mote::scaled(values,
// exponent)
#include "mote/feature/mel.hpp"
#include "mote/transform/rfft.hpp"

inline constexpr mote::mel_options options = [] {
  mote::mel_options o;
  o.output = mote::mel_output::db;
  return o;
}();

void levels(mote::array<int16_t, 2048>& x, mote::array<int16_t, 128>& out) {
#ifdef MOTE_CURED
  mote::mel<int16_t, options>{}.process(mote::rfft(x), out);
#else
  static_cast<void>(mote::rfft(x));
  mote::mel<int16_t, options>{}.process(x, out);
#endif
}
