// What integer code may call of core/: even the compare of two floats and the sum of two doubles
// must not bring in floating point.
#include "mote/mote.hpp"

bool equal(const mote::array<int16_t, 3>& a, const mote::array<int16_t, 3>& b);
bool equal(const mote::array<int16_t, 3>& a, const mote::array<int16_t, 3>& b) { return a == b; }

bool goes_left(const float& x, int32_t threshold);
bool goes_left(const float& x, int32_t threshold) { return mote::key(x) <= threshold; }
bool is_gone(const float& x, int16_t y);
bool is_gone(const float& x, int16_t y) {
  return mote::is_missing(x, x) || mote::is_missing(y, int16_t{-999});
}

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

int32_t logarithms(uint32_t word, uint64_t wide);
int32_t logarithms(uint32_t word, uint64_t wide) {
  return mote::highest_bit(word) + mote::ceil_log2(wide) + mote::log2_q16(wide);
}

uint64_t roots(uint32_t word, uint64_t wide);
uint64_t roots(uint32_t word, uint64_t wide) {
  return mote::nearest_root(word) + mote::floor_root(word) + mote::nearest_root(wide);
}

bool at_threshold(float x, int32_t key, int16_t y, int16_t threshold);
bool at_threshold(float x, int32_t key, int16_t y, int16_t threshold) {
  return mote::at_most(x, key) && mote::at_most(y, threshold);
}

uint32_t bits_of(float x);
uint32_t bits_of(float x) { return mote::bit_cast<uint32_t>(x); }

uint32_t checksum(mote::span<const uint8_t> bytes);
uint32_t checksum(mote::span<const uint8_t> bytes) {
  mote::crc32 all;
  all.add(bytes.data(), bytes.size());
  all.add(bytes[0]);
  return all.value();
}
