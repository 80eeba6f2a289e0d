// sound_level.hpp - the meter, and its readings as text: the same on a computer and on a chip.
#pragma once

#include <mote/feature/level.hpp>

/// LAF, LAeq, LAFmax, LCpeak and percentiles.
template <uint32_t Rate>
inline constexpr mote::level_options with_peak = [] {
  mote::level_options o;
  o.rate = Rate;
  o.peak = mote::frequency_weighting::c;
  return o;
}();
template <class Sample, uint32_t Rate>
using sound_level_meter = mote::level_meter<Sample, with_peak<Rate>, mote::half_decibel_histogram>;

/// A short text, built without a standard library. What does not fit is cut off.
class text {
 public:
  const char* c_str() const { return chars_; }

  text& add(char c) {
    if (length_ + 1 < sizeof chars_) {
      chars_[length_++] = c;
      chars_[length_] = 0;
    }
    return *this;
  }
  text& add(const char* words) {
    for (; *words != 0; ++words) add(*words);
    return *this;
  }
  /// `value` / 10^decimals.
  text& add_decimal(int32_t value, int decimals) {
    if (value < 0) add('-');
    uint32_t rest = value < 0 ? 0u - static_cast<uint32_t>(value) : static_cast<uint32_t>(value);
    char digits[12];
    int count = 0;
    for (; rest != 0 || count <= decimals; rest /= 10) {
      digits[count++] = static_cast<char>('0' + rest % 10);
    }
    while (count > 0) {
      add(digits[--count]);
      if (count == decimals && decimals > 0) add('.');
    }
    return *this;
  }
  text& add(mote::decibels level) { return add_decimal(level.hundredths(), 2); }

 private:
  char chars_[128] = {};
  size_t length_ = 0;
};

constexpr char history_head[] = "seconds,LAF,LAeq,LAFmax,LCpeak\n";

/// A line of the history.
template <class Meter>
text history_line(uint32_t milliseconds, const Meter& meter) {
  text line;
  line.add_decimal(static_cast<int32_t>(milliseconds), 3).add(',').add(meter.level()).add(',');
  line.add(meter.leq()).add(',').add(meter.max()).add(',').add(meter.peak()).add('\n');
  return line;
}

/// The results of a measurement.
template <class Meter>
text summary(const Meter& meter) {
  text lines;
  lines.add("LAeq ").add(meter.leq()).add(" dB, LAE ").add(meter.exposure());
  lines.add(", LAFmax ").add(meter.max()).add(", LAFmin ").add(meter.min());
  lines.add(", LCpeak ").add(meter.peak()).add('\n');
  return lines;
}
template <class Meter>
text percentiles(const Meter& meter) {
  constexpr uint8_t wanted[] = {1, 5, 10, 50, 90, 95, 99};
  text line;
  for (const uint8_t n : wanted) {
    line.add(n == 1 ? "LAF" : ", LAF").add_decimal(n, 0).add(' ').add(meter.percentile(n));
  }
  return line.add('\n');
}
