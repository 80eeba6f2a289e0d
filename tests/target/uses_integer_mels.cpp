// What integer code calls of windows, Goertzel, DCT, spectra, STFT, mel and MFCC.
#include "mote/mote.hpp"

namespace {
constexpr mote::window<int16_t, 64> short_taper{mote::windows::hamming};
constexpr mote::window<int32_t, 63, mote::window_ends::symmetric> long_taper{
    mote::windows::kaiser(8)};
constexpr mote::goertzel_bin<int16_t, 205> short_tone{697, 8000};
constexpr mote::goertzel_bin<int32_t, 205> long_tone{3697, 8000};
constexpr mote::power_to_db<int16_t> to_db;

inline constexpr auto words = [] {
  mote::mfcc_options o;
  o.rate = 16000;
  o.length = 256;
  o.bands = 30;
  o.coefficients = 13;
  return o;
}();
inline constexpr auto magnitudes = [] {
  auto o = words;
  o.power = 1;
  o.lifter = 22;
  o.top_db = 60;
  return o;
}();
}  // namespace

template class mote::dct<int16_t, 40, 13>;
template class mote::dct<int16_t, 13, 13, mote::dct_norm::none>;
template class mote::stft<int16_t, 256, 100>;
template class mote::stft<int32_t, 64>;
template class mote::mel<int16_t, words>;
template class mote::mfcc<int16_t, words>;
template class mote::mfcc<int16_t, magnitudes>;

void taper(mote::array<int16_t, 64>& x, mote::array<int32_t, 63>& y);
void taper(mote::array<int16_t, 64>& x, mote::array<int32_t, 63>& y) {
  short_taper.process(x, x);
  long_taper.process(y, y);
}

uint64_t tones(const mote::array<int16_t, 205>& x, const mote::array<int32_t, 205>& y);
uint64_t tones(const mote::array<int16_t, 205>& x, const mote::array<int32_t, 205>& y) {
  mote::goertzel<int16_t, 205> tone{short_tone};
  for (const int16_t sample : x) tone.add(sample);
  return tone.power() + static_cast<uint64_t>(tone.value().re + long_tone.value(y).im);
}

void spectrum(mote::scaled<const int16_t, 64> x, mote::array<int16_t, 33>& out);
void spectrum(mote::scaled<const int16_t, 64> x, mote::array<int16_t, 33>& out) {
  mote::array<uint32_t, 33> power{};
  to_db.process(mote::power_spectrum(mote::bins{x}, power), out);
  mote::array<uint16_t, 33> magnitude{};
  out[0] = static_cast<int16_t>(mote::magnitude_spectrum(mote::bins{x}, magnitude)[0] & 1u);
}
