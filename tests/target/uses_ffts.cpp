// What code with float calls of the Fourier transforms.
#include "mote/transform/rfft.hpp"

namespace uses {

int ffts(mote::array<mote::complex<float>, 32>& x) { return mote::ifft(x, mote::fft(x)); }
int rffts(mote::array<float, 64>& x) { return mote::irfft(x, mote::rfft(x)); }
mote::complex<float> bin(const mote::array<float, 64>& x) { return mote::bins(x)[0]; }

}  // namespace uses
