// What a program calls after macros.hpp: of mote, and what the macros of Arduino.h were for.
#include "macros.hpp"

#include "mote/mote.hpp"

// What the macros have left: the same values as before.
static_assert(min(2, 3) == 2 && max(2, 3) == 3 && min(2.5f, 1) == 1 && max(-1L, 3) == 3);
static_assert(round(2.5) == 3 && constrain(7, 0, 5) == 5 && sq(3) == 9, "these stay macros");

inline constexpr mote::level_options street = [] {
  mote::level_options o;
  o.rate = 8000;
  return o;
}();
int main() {
  mote::level_meter<int16_t, street> meter;
  for (int i = 0; i < 8000; ++i) meter.add(static_cast<int16_t>(i % 8 < 4 ? 16384 : -16384));
  if (meter.max() < meter.min() || meter.max() < meter.level()) return 1;
  if (abs(-3) != 3 || abs(-2.5f) != 2.5f || abs(-70000L) != 70000L || abs(-2.5) != 2.5) return 7;

  const mote::complex<float> z{3, 4};
  if (mote::sqrt(mote::power_of(z)) != 5) return 2;
  if (abs(mote::sin(0.5f) / mote::cos(0.5f) - 0.546302490f) > 1e-6f) return 3;
  if (abs(mote::exp(mote::log(2.0f)) - 2) > 1e-6f || mote::exp2(3.0f) != 8) return 4;

  // A macro called `round` would have made truncated integers of these sums.
  constexpr mote::array<double, 2> half{0.5, 0.25};
  mote::fir<int16_t, 2> filter{half};
  if (filter(3) != 2 || filter(-3) != -1) return 5;
  mote::statistics<uint8_t> all;
  all.add(200);
  return all.mean() == 200.0f ? 0 : 6;
}
