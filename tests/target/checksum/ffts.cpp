// ffts.cpp - checksums of the Fourier transforms of integers, loud and quiet, there and back.
#include "checksum.hpp"
#include "mote/transform/rfft.hpp"
#include "mote/transform/stft.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;

#if defined(__AVR__)
constexpr size_t room = 32;
#else
constexpr size_t room = 2 * 8192;
#endif
template <class T>
mote::array<T, room> block;

/// Random numbers and ends of the range, shifted to the right.
template <class T>
T sample(random& next, int quiet) {
  return static_cast<T>(any<T>(next) >> quiet);
}

template <class T, size_t N>
void complex_blocks(hash& sum) {
  random next{N};
  auto& x = reinterpret_cast<mote::array<mote::complex<T>, N>&>(block<T>);
  for (int quiet = 0; quiet<static_cast<int>(8 * sizeof(T)); quiet += N> 1024 ? 7 : 3) {
    for (auto& z : x) z = {sample<T>(next, quiet), sample<T>(next, quiet)};
    const auto spectrum = mote::fft(x);
    sum.add(static_cast<int16_t>(spectrum.exponent()));
    for (const auto& z : x) {
      sum.add(z.re);
      sum.add(z.im);
    }
    sum.add(static_cast<int16_t>(mote::ifft(spectrum).exponent()));
    for (const auto& z : x) {
      sum.add(z.re);
      sum.add(z.im);
    }
  }
}

template <class T, size_t N>
void real_blocks(hash& sum) {
  random next{N + 1};
  auto& x = reinterpret_cast<mote::array<T, N>&>(block<T>);
  for (int quiet = 0; quiet<static_cast<int>(8 * sizeof(T)); quiet += N> 1024 ? 7 : 3) {
    for (auto& value : x) value = sample<T>(next, quiet);
    const auto spectrum = mote::rfft(x);
    sum.add(static_cast<int16_t>(spectrum.exponent()));
    sum.add(x);
    sum.add(static_cast<int16_t>(mote::irfft(spectrum).exponent()));
    sum.add(x);
  }
}

/// Frames of the shortest transform that is built anyway: what they add is the window.
template <class T>
[[maybe_unused]] void frames(hash& sum) {
  static mote::stft<T, 16, 6> spectra;
  random next{6};
  for (int i = 0; i < 100; ++i) {
    if (!spectra.push(sample<T>(next, i % 5))) continue;
    sum.add(static_cast<int16_t>(spectra.frame().exponent()));
    for (const T value : spectra.frame().values()) sum.add(value);
  }
}

}  // namespace

#ifdef FFTS_OF_INT32
using tested = int32_t;
#define NAMED(name) name "_int32"
#else
using tested = int16_t;
#define NAMED(name) name "_int16"
#endif

int main() {
  hash there;
  real_blocks<tested, 16>(there);
  there.print(NAMED("rfft_16"));
#if !defined(FFTS_OF_INT32)  // AVR's double is too short for its window
  hash of_frames;
  frames<tested>(of_frames);
  of_frames.print("stft_16_int16");
#endif
#if !defined(__AVR__)  // one length fills a quarter of its flash
  hash of_complex, of_real;
  complex_blocks<tested, 8>(of_complex);
  complex_blocks<tested, 16>(of_complex);
  complex_blocks<tested, 32>(of_complex);
  complex_blocks<tested, 64>(of_complex);
  complex_blocks<tested, 128>(of_complex);
  complex_blocks<tested, 256>(of_complex);
  complex_blocks<tested, 512>(of_complex);
  complex_blocks<tested, 1024>(of_complex);
  complex_blocks<tested, 2048>(of_complex);
  complex_blocks<tested, 4096>(of_complex);
  complex_blocks<tested, 8192>(of_complex);
  of_complex.print(NAMED("fft"));
  real_blocks<tested, 8>(of_real);
  real_blocks<tested, 32>(of_real);
  real_blocks<tested, 64>(of_real);
  real_blocks<tested, 128>(of_real);
  real_blocks<tested, 256>(of_real);
  real_blocks<tested, 512>(of_real);
  real_blocks<tested, 1024>(of_real);
  real_blocks<tested, 2048>(of_real);
  real_blocks<tested, 4096>(of_real);
  real_blocks<tested, 8192>(of_real);
  of_real.print(NAMED("rfft"));
#endif
  console::print("end\n");
  console::end();
}
