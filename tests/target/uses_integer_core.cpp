// What integer code may call of core/: even the compare of two floats and the sum of two doubles
// must not bring in floating point.
#include "mote/core/array.hpp"
#include "mote/core/binary64.hpp"
#include "mote/core/math.hpp"
#include "mote/core/ordered.hpp"
#include "mote/core/status.hpp"

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

mote::status refuse(uint32_t line);
mote::status refuse(uint32_t line) { return {mote::status_code::range, line}; }
