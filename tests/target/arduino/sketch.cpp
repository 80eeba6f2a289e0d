// A sketch as Arduino's IDE compiles it: Arduino.h first, with its macros, and mote behind it.
#include <Arduino.h>

#include "mote/mote.hpp"

namespace {
inline constexpr mote::level_options street = [] {
  mote::level_options o;
  o.rate = 8000;
  o.frequency = mote::frequency_weighting::z;  // the others need a double of 64 bits
  return o;
}();
mote::level_meter<int16_t, street> meter;
mote::median<uint16_t, 5> without_spikes;
mote::moving_mean<uint16_t, 4> smooth;
constexpr auto millivolts = mote::linear_map<uint16_t, uint16_t>::ranges(0, 1023, 0, 5000);
constexpr mote::array<int16_t, 2> half{{16384, 8192}};
mote::fir<int16_t, 2> filter{mote::make_fir_taps<int16_t>(half, 15)};
}  // namespace

void setup() { Serial.begin(115200); }

void loop() {
  static const uint16_t readings[] = {512, 512, 1023, 512, 512, 512, 511, 512};
  uint16_t counts = 0;
  for (const uint16_t reading : readings) counts = smooth(without_spikes(reading));
  Serial.print("millivolts ");
  Serial.println(millivolts(counts));

  for (int i = 0; i < 400; ++i) meter.add(static_cast<int16_t>(i % 8 < 4 ? 16384 : -16384));
  Serial.print("the lowest is not above the highest ");
  Serial.println(!(meter.max() < meter.min()));
  Serial.print("filtered ");
  Serial.print(filter(3));  // 1.5, rounded half up
  Serial.print(' ');
  Serial.println(filter(-3));
  // The sketch's own, as Arduino's macros gave them.
  Serial.print("of Arduino ");
  Serial.print(min(counts, 600u));
  Serial.print(' ');
  Serial.print(max(2.5f, 1.0f));
  Serial.print(' ');
  Serial.print(abs(-70000L));
  Serial.print(' ');
  Serial.print(round(2.5f));
  Serial.print(' ');
  Serial.println(constrain(7, 0, 5));
  Serial.flush();
  noInterrupts();
  for (;;) asm volatile("sleep");  // ends simavr
}
