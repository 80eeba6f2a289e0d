// What a chip calls of the spectra of windows in integers: no float is linked.
#include "mote/mote.hpp"

inline constexpr mote::array<mote::spectral::feature, 9> chosen = {
    {{mote::spectral::kind::centroid},
     {mote::spectral::kind::spread},
     {mote::spectral::kind::rolloff},
     {mote::spectral::kind::dominant},
     {mote::spectral::kind::flatness},
     {mote::spectral::kind::entropy},
     {mote::spectral::kind::crest},
     {mote::spectral::kind::level},
     mote::spectral::band(2, 8)}};
using spectral = mote::spectral_features<int16_t, 64, 3, chosen>;

inline constexpr auto bands = [] {
  mote::mfcc_options o;
  o.rate = 16000;
  o.length = 128;
  o.bands = 20;
  o.coefficients = 13;
  return o;
}();

void describe(const mote::frame_view<int16_t, 64, 3>& window, int32_t (&out)[27],
              spectral::scratch& scratch);
void describe(const mote::frame_view<int16_t, 64, 3>& window, int32_t (&out)[27],
              spectral::scratch& scratch) {
  spectral{}.process(window, out, scratch);
}

void hear(const int16_t (&rows)[128], int32_t (&levels)[20], int32_t (&out)[13]);
void hear(const int16_t (&rows)[128], int32_t (&levels)[20], int32_t (&out)[13]) {
  mote::mel_features<int16_t, 128, 1, bands>{}.process(rows, levels);
  mote::mfcc_features<int16_t, 128, 1, bands>{}.process(rows, out);
}

void soften(mote::span<int16_t, 64> block);
void soften(mote::span<int16_t, 64> block) { mote::taper<mote::hann_window<int16_t, 64>>(block); }
