// thermometer.hpp - counts of a noisy sensor to a temperature that is worth showing. Integers only.
#pragma once

#include <mote/filter/linear_map.hpp>
#include <mote/filter/median.hpp>
#include <mote/filter/one_pole.hpp>

/// A TMP36 on a 12-bit converter with a reference of 3.3 V.
class thermometer {
 public:
  /// A new reading. True when the temperature has moved far enough to be shown.
  bool operator()(int16_t counts) {
    const int16_t fine = static_cast<int16_t>(counts * 8);  // 12 bits, and three for the mean
    if (!started_) {
      without_spikes_.reset(fine);
      smooth_.reset(fine);
    }
    const int16_t mean = smooth_(without_spikes_(fine));
    const int16_t now = centidegrees(mean);
    const int16_t moved = static_cast<int16_t>(now - shown_);
    if (started_ && moved > -hysteresis && moved < hysteresis) return false;
    started_ = true;
    shown_ = now;
    return true;
  }

  /// What is shown, in hundredths of a degree Celsius.
  int16_t value() const { return shown_; }

 private:
  static constexpr int16_t hysteresis = 15;

  // 0 V is -50 degrees, 3.3 V would be 280.
  static constexpr auto centidegrees = mote::linear_map<int16_t>::ranges(0, 4095 * 8, -5000, 28000);
  // Follows in about 16 readings. Or smoothing::time_constant(seconds, readings a second).
  static constexpr auto slow = mote::quantize<int16_t>(mote::smoothing{1.0 / 16});

  mote::median<int16_t, 5> without_spikes_;
  mote::one_pole<int16_t> smooth_{slow};
  int16_t shown_ = 0;
  bool started_ = false;
};

/// "  12 s  21.3 C" with an end of line, in a buffer of 24 characters.
inline const char* line_of(uint16_t seconds, int16_t centidegrees, char (&text)[24]) {
  char* p = text + sizeof text;
  const auto put = [&p](char c) { *--p = c; };
  const auto number = [&](uint16_t value, int width) {
    do {
      put(static_cast<char>('0' + value % 10));
      value = static_cast<uint16_t>(value / 10);
      --width;
    } while (value != 0);
    while (width-- > 0) put(' ');
  };
  const bool below = centidegrees < 0;
  const auto size = static_cast<uint16_t>(below ? -centidegrees : centidegrees);
  const auto tenths = static_cast<uint16_t>((size + 5) / 10);
  put('\0');
  put('\n');
  put('C');
  put(' ');
  put(static_cast<char>('0' + tenths % 10));
  put('.');
  number(static_cast<uint16_t>(tenths / 10), 0);
  if (below) put('-');
  put(' ');
  put(' ');
  put('s');
  put(' ');
  number(seconds, 4);
  return p;
}
