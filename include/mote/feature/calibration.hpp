// calibration.hpp - which sound pressure level a sine at full scale stands for. Floor 3.
#pragma once

#include "../core/decibel.hpp"
#include "../core/expects.hpp"
#include "../design/constant.hpp"

namespace mote {

/// Full scale of a digital microphone from its data sheet: the level in dBFS that it gives at 94 dB
/// SPL (1 Pa), where 0 dBFS is a sine that just reaches full scale. -26 dBFS makes 120 dB.
/// Time     constant expressions, or the host
constexpr decibels full_scale_of_dbfs(double dbfs_at_94_db) noexcept {
  return decibels{static_cast<float>(94 - dbfs_at_94_db)};
}

/// Full scale of an analog microphone before a converter.
///
/// Unit     sensitivity in mV/Pa; the voltage at which the converter reads its highest number,
///          counted from the middle of its range; the gain between them in dB
/// Time     constant expressions, or the host
constexpr decibels full_scale_of_millivolts(double millivolts_per_pascal, double peak_volts,
                                            double gain_db = 0) noexcept {
  MOTE_EXPECTS(millivolts_per_pascal > 0 && peak_volts > 0,
               "a sensitivity and a range are above 0");
  const double pascal = peak_volts / constant::sqrt(2) / (millivolts_per_pascal / 1000);
  return decibels{static_cast<float>(20 * constant::log10(pascal / 20e-6) - gain_db)};
}

}  // namespace mote
