// 13 coefficients of frames of 512 samples: window, transform, mel bands, cosine transform.
#include "mote/feature/mfcc.hpp"
#include "mote/transform/stft.hpp"

struct words : mote::mfcc_options {
  static constexpr double rate = 16000;
  static constexpr size_t length = 512, bands = 40, coefficients = 13;
};
constexpr mote::mfcc<int16_t, words> cepstrum;
mote::stft<int16_t, 512, 160> spectra;
void classify(const mote::array<int16_t, 13>& coefficients);

void run(mote::span<const int16_t> samples);
void run(mote::span<const int16_t> samples) {
  while (spectra.push(samples)) {
    mote::array<int16_t, 13> coefficients{};
    cepstrum.process(spectra.frame(), spectra.exponent(), coefficients);
    classify(coefficients);
  }
}
