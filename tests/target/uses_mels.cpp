// What float code calls of windows, Goertzel, DCT, spectra, STFT, mel and MFCC.
#include "mote/mote.hpp"

namespace {
constexpr mote::window<float, 64> curve{mote::windows::blackman_harris};
constexpr mote::goertzel_bin<float, 205> tone{697, 8000};
constexpr mote::power_to_db<float> to_db;

inline constexpr auto words = [] {
  mote::mfcc_options o;
  o.rate = 16000;
  o.length = 256;
  o.bands = 30;
  o.coefficients = 13;
  return o;
}();
inline constexpr auto energies = [] {
  mote::mel_options o;
  o.power = 1;
  return o;
}();
}  // namespace

template class mote::dct<float, 40, 13>;
template class mote::dct<float, 13, 13, mote::dct_norm::none>;
template class mote::stft<float, 64, 16, curve>;
template class mote::mel<float, energies>;
template class mote::mfcc<float, words>;

float power(const mote::array<float, 205>& x);
float power(const mote::array<float, 205>& x) { return tone.power(x) + tone.value(x).re; }

void spectrum(const mote::array<float, 64>& x, mote::array<float, 33>& out);
void spectrum(const mote::array<float, 64>& x, mote::array<float, 33>& out) {
  to_db.process(mote::power_spectrum(mote::bins{x}, out), out);
  mote::magnitude_spectrum(mote::bins{x}, out);
}
