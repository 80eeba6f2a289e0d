// mels.cpp - checksums of windows, Goertzel, DCT, STFT, levels, mel spectra and MFCC in integers.
#include "../../data/signal.hpp"
#include "checksum.hpp"
#include "mote/core/log2.hpp"
#include "mote/feature/mfcc.hpp"
#include "mote/transform/dct.hpp"
#include "mote/transform/goertzel.hpp"
#include "mote/transform/spectrum.hpp"
#include "mote/transform/stft.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;
using mote::array;
using mote::span;

template <class Sample>
Sample sample(mote_test::signal& next) {
  const int32_t x = next();
  if constexpr (sizeof(Sample) == 4) return static_cast<Sample>(x * 65536);
  return static_cast<Sample>(sizeof(Sample) == 1 ? x / 256 : x);
}
template <class Sample, size_t N>
array<Sample, N> samples() {
  array<Sample, N> x{};
  mote_test::signal next;
  for (Sample& value : x) value = sample<Sample>(next);
  x[N / 3] = mote::numeric<Sample>::lowest;
  x[N / 2] = mote::numeric<Sample>::highest;
  return x;
}

void logarithms() {
  random next{3};
  hash all;
  for (int i = 0; i < 400; ++i) all.add(mote::log2_q16(any<uint64_t>(next) | 1));
  all.print("log2_q16");
}

template <class Sample, const auto& Taper>
void taper(const char* name) {
  array<Sample, 64> x = samples<Sample, 64>();
  Taper.process(x, x);
  hash all;
  all.add(x);
  all.print(name);
}
constexpr mote::window<int16_t, 64> hann{mote::windows::hann};
constexpr mote::window<int16_t, 64> flat_top{mote::windows::flat_top};
[[maybe_unused]] constexpr mote::window<int32_t, 64> kaiser{mote::windows::kaiser(8)};

template <class Sample>
void tones(const char* name) {
  static constexpr mote::goertzel_bin<Sample, 100> low{10, 1000};
  static constexpr mote::goertzel_bin<Sample, 100> high{310, 1000};
  const array<Sample, 100> x = samples<Sample, 100>();
  hash all;
  const auto add = [&](const mote::goertzel_bin<Sample, 100>& bin) {
    const auto value = bin.value(x);
    all.add(value.re);
    all.add(value.im);
    all.add(bin.power(x));
  };
  add(low);
  add(high);
  all.print(name);
}

template <mote::dct_norm Norm>
void cosines(const char* name) {
  constexpr mote::dct<int16_t, 20, 13, Norm> transform;
  array<int16_t, 20> x = samples<int16_t, 20>();
  array<int16_t, 13> y{};
  transform.process(x, y);
  transform.inverse(y, x);
  hash all;
  all.add(y);
  all.add(x);
  all.print(name);
}

#if !defined(__AVR__)
template <class Sample>
void frames(const char* name) {
  static mote::stft<Sample, 64, 24> spectra;
  mote_test::signal next;
  hash all;
  for (int i = 0; i < 200; ++i) {
    if (!spectra.push(sample<Sample>(next))) continue;
    all.add(static_cast<int8_t>(spectra.frame().exponent()));
    for (const Sample value : spectra.frame().values()) all.add(value);
  }
  all.print(name);
}

void levels() {
  array<int16_t, 64> x = samples<int16_t, 64>();
  const mote::bins spectrum{mote::rfft(x)};
  array<uint32_t, 33> power{};
  const auto powers = mote::power_spectrum(spectrum, power);
  array<uint16_t, 33> magnitude{};
  static_cast<void>(mote::magnitude_spectrum(spectrum, magnitude));
  array<int16_t, 33> db{};
  static constexpr mote::power_to_db<int16_t> to_db{1.0, 1e-10, 40.0};
  to_db.process(powers, db);
  hash all;
  all.add(power);
  all.add(magnitude);
  all.add(db);
  all.print("spectrum_int16");
}

inline constexpr auto bank = [] {
  mote::mfcc_options o;
  o.rate = 16000;
  o.length = 256;
  o.bands = 24;
  o.coefficients = 13;
  return o;
}();
inline constexpr auto magnitudes = [] {
  auto o = bank;
  o.power = 1;
  o.scale = mote::mel_scale::htk;
  o.output = mote::mel_output::log;
  o.lifter = 22;
  return o;
}();

template <const auto& Options>
void mels(const char* mel_name, const char* mfcc_name) {
  array<int16_t, 256> x = samples<int16_t, 256>();
  const auto spectrum = mote::rfft(x);
  array<int16_t, 24> bands{};
  mote::mel<int16_t, Options>{}.process(spectrum, bands);
  array<int16_t, 13> coefficients{};
  mote::mfcc<int16_t, Options>{}.process(spectrum, coefficients);
  hash of_bands, of_coefficients;
  of_bands.add(bands);
  of_coefficients.add(coefficients);
  of_bands.print(mel_name);
  of_coefficients.print(mfcc_name);
}
#endif

}  // namespace

int main() {
  logarithms();
  taper<int16_t, hann>("window_hann_int16");
  taper<int16_t, flat_top>("window_flat_top_int16");
  tones<int16_t>("goertzel_int16");
  cosines<mote::dct_norm::ortho>("dct_ortho_int16");
  cosines<mote::dct_norm::none>("dct_none_int16");
#if !defined(__AVR__)
  taper<int32_t, kaiser>("window_kaiser_int32");
  tones<int8_t>("goertzel_int8");
  tones<int32_t>("goertzel_int32");
  frames<int16_t>("stft_int16");
  frames<int32_t>("stft_int32");
  levels();
  mels<bank>("mel_db_int16", "mfcc_int16");
  mels<magnitudes>("mel_log_magnitude_int16", "mfcc_liftered_int16");
#endif
  console::print("end\n");
  console::end();
}
