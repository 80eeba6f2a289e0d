// What code with float calls of the Fourier transforms.
#include "mote/transform/rfft.hpp"

namespace uses {

void ffts(mote::array<mote::complex<float>, 32>& x) { mote::ifft(mote::fft(x)); }
void rffts(mote::array<float, 64>& x) { mote::irfft(mote::rfft(x)); }
mote::complex<float> bin(const mote::array<float, 64>& x) { return mote::bins(x)[0]; }

}  // namespace uses
