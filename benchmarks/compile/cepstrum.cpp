// 13 coefficients of frames of 512 samples: window, transform, mel bands, cosine transform.
#include "mote/feature/mfcc.hpp"
#include "mote/transform/stft.hpp"

inline constexpr auto words = [] {
  mote::mfcc_options o;
  o.rate = 16000;
  o.length = 512;
  o.bands = 40;
  o.coefficients = 13;
  return o;
}();
constexpr mote::mfcc<int16_t, words> cepstrum;
mote::stft<int16_t, 512, 160> spectra;
void classify(const mote::array<int16_t, 13>& coefficients);

void run(mote::span<const int16_t> samples);
void run(mote::span<const int16_t> samples) {
  while (spectra.push(samples)) {
    mote::array<int16_t, 13> coefficients{};
    cepstrum.process(spectra.frame(), coefficients);
    classify(coefficients);
  }
}
