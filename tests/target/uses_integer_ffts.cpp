// What integer code calls of the Fourier transforms: no floating point, and no division of 64 bits.
#include "mote/transform/rfft.hpp"

namespace uses {

int ffts(mote::array<mote::complex<int16_t>, 16>& x, mote::array<mote::complex<int32_t>, 8>& y) {
  return mote::ifft(mote::fft(x)).exponent() + mote::ifft(mote::fft(y)).exponent();
}
int rffts(mote::array<int16_t, 64>& x, mote::array<int32_t, 16>& y) {
  return mote::irfft(mote::rfft(x)).exponent() + mote::irfft(mote::rfft(y)).exponent();
}
mote::complex<int16_t> bin(mote::scaled<const int16_t, 64> x) { return mote::bins(x)[32]; }

}  // namespace uses
