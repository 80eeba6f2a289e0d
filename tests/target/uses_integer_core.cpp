// What integer code may call of core/: even the compare of two floats and the sum of two doubles
// must not bring in floating point.
#include "mote/mote.hpp"

bool equal(const mote::array<int16_t, 3>& a, const mote::array<int16_t, 3>& b);
bool equal(const mote::array<int16_t, 3>& a, const mote::array<int16_t, 3>& b) { return a == b; }

bool goes_left(const float& x, int32_t threshold);
bool goes_left(const float& x, int32_t threshold) { return mote::key(x) <= threshold; }

mote::binary64::bits mean(mote::binary64::bits a, mote::binary64::bits b);
mote::binary64::bits mean(mote::binary64::bits a, mote::binary64::bits b) {
  return mote::binary64::divide(mote::binary64::add(a, b), 2);
}

uint32_t fixed(mote::binary64::bits a);
uint32_t fixed(mote::binary64::bits a) { return mote::binary64::to_fixed(a, 15); }

uint16_t decay(uint32_t x);
uint16_t decay(uint32_t x) { return mote::exp2_q15(x); }

int16_t mean_q15(mote::span<const int16_t> x);
int16_t mean_q15(mote::span<const int16_t> x) {
  mote::acc_t<int16_t> sum = 0;
  for (const int16_t value : x) sum += value;
  return mote::numeric<int16_t>::narrow(sum, 3);
}

int8_t oldest(mote::ring<int8_t, 6>& seen, int8_t x);
int8_t oldest(mote::ring<int8_t, 6>& seen, int8_t x) {
  seen.push(x);
  return seen.front();
}

mote::status refuse(uint32_t line);
mote::status refuse(uint32_t line) { return {mote::status_code::range, line}; }
