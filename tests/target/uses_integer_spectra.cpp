// What integer code calls of spectra: powers and levels, without floating point.
#include "mote/mote.hpp"

uint32_t power(mote::complex<int16_t> z);
uint32_t power(mote::complex<int16_t> z) { return mote::power_of(z); }

int32_t levels(int32_t log2_power);
int32_t levels(int32_t log2_power) {
  return mote::decibels_q8(log2_power) - mote::logarithm_q8(log2_power);
}

void limit(int16_t (&levels)[40], int32_t range);
void limit(int16_t (&levels)[40], int32_t range) { mote::limit_range(levels, 40, range); }
