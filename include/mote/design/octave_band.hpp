// octave_band.hpp - octave and third-octave filters, as constants. Floor 1.
#pragma once

#include "../core/expects.hpp"
#include "butterworth.hpp"
#include "constant.hpp"
#include "sos.hpp"

namespace mote {

/// The middle of a band in Hz, as IEC 61260-1:2014 numbers them in base ten: band 0 lies at 1 kHz,
/// and Fraction bands (1 octave, 3 thirds) make a factor of 10^0.3. Octave -4 is 63.096 Hz, third
/// 10 is 10 kHz.
template <int Fraction = 1>
constexpr double band_middle(int band) noexcept {
  static_assert(Fraction > 0, "an octave has 1 band, or 3 thirds, or more");
  return 1000 * constant::pow(10, 0.3 * band / Fraction);
}

/// The filter of that band: Butterworth's band pass of order 3 between the edges of the standard,
/// half a band to each side. 0 dB in the middle, -3.01 dB at the edges. Of an octave it loses 16.6
/// dB and more one octave beside the middle, 40.5, 60 and 70 dB two, three and four octaves beside
/// it.
///
/// Unit     rate in Hz
/// Shape    3 sections
/// Range    the upper edge lies below a quarter of the rate: above, the bilinear transform bends a
///          band by more than the standard allows. For low bands decimate: edges below rate / 200
///          cost integer samples precision
/// Errors   a band beyond that does not compile in a constant; on the host it traps
template <int Fraction = 1>
constexpr sos<3> octave_band(int band, double rate) noexcept {
  const double middle = band_middle<Fraction>(band);
  const double half = constant::pow(10, 0.15 / Fraction);
  MOTE_EXPECTS(middle * half < rate / 4, "a band must end below a quarter of the sample rate");
  return butterworth_bandpass<3>(middle / half, middle * half, rate);
}

}  // namespace mote
