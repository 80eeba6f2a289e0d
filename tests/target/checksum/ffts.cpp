// ffts.cpp - checksums of the Fourier transforms of integers, loud and quiet, there and back.
#include "checksum.hpp"
#include "mote/transform/rfft.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;

#if defined(__AVR__)
constexpr size_t room = 32;
#else
constexpr size_t room = 8192;
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
  for (int quiet = 0; quiet < static_cast<int>(8 * sizeof(T)); quiet += 3) {
    for (auto& z : x) z = {sample<T>(next, quiet), sample<T>(next, quiet)};
    const int exponent = mote::fft(x);
    sum.add(static_cast<int16_t>(exponent));
    for (const auto& z : x) {
      sum.add(z.re);
      sum.add(z.im);
    }
    sum.add(static_cast<int16_t>(mote::ifft(x, exponent)));
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
  for (int quiet = 0; quiet < static_cast<int>(8 * sizeof(T)); quiet += 3) {
    for (auto& value : x) value = sample<T>(next, quiet);
    const int exponent = mote::rfft(x);
    sum.add(static_cast<int16_t>(exponent));
    sum.add(x);
    sum.add(static_cast<int16_t>(mote::irfft(x, exponent)));
    sum.add(x);
  }
}

template <class T>
void all(const char* small_complex, const char* small_real, const char* large) {
  hash of_complex, of_real;
  complex_blocks<T, 8>(of_complex);
  complex_blocks<T, 16>(of_complex);
  of_complex.print(small_complex);
  real_blocks<T, 8>(of_real);
  real_blocks<T, 16>(of_real);
  real_blocks<T, 32>(of_real);
  of_real.print(small_real);
#if !defined(__AVR__)  // tables and samples in 1400 bytes
  hash sum;
  complex_blocks<T, 32>(sum);
  complex_blocks<T, 64>(sum);
  complex_blocks<T, 128>(sum);
  complex_blocks<T, 2048>(sum);
  real_blocks<T, 64>(sum);
  real_blocks<T, 128>(sum);
  real_blocks<T, 256>(sum);
  real_blocks<T, 512>(sum);
  real_blocks<T, 8192>(sum);
  sum.print(large);
#else
  static_cast<void>(large);
#endif
}

}  // namespace

int main() {
  all<int16_t>("fft_int16", "rfft_int16", "large_fft_int16");
  all<int32_t>("fft_int32", "rfft_int32", "large_fft_int32");
  console::print("end\n");
  console::end();
}
