// A sound level meter: weightings fitted and a cascade run over blocks.
#include "mote/feature/calibration.hpp"
#include "mote/feature/level.hpp"

inline constexpr auto street = [] {
  mote::level_options o;
  o.rate = 16000;
  return o;
}();
mote::level_meter<int16_t, street> meter{mote::full_scale_of_dbfs(-26)};

void run(mote::span<const int16_t> samples);
void run(mote::span<const int16_t> samples) { meter.add(samples); }
