// level_bench.cpp - a sound level meter at 16 kHz, over blocks of 256 samples.
//
//   SAMPLE   int16_t, int32_t, float
//   PEAK     none, c or z: LAF and LAeq alone, or with a peak level
#include "harness.hpp"
#include "mote/feature/level.hpp"

#ifndef SAMPLE
#define SAMPLE int16_t
#endif
#ifndef PEAK
#define PEAK none
#endif

inline constexpr auto options = [] {
  mote::level_options o;
  o.rate = 16000;
  o.peak = mote::frequency_weighting::PEAK;
  return o;
}();

namespace {

constexpr size_t block = 256;

/// A sine of 1 kHz, 20 dB below full scale: 16 samples a period, in 2^-15.
constexpr int16_t wave[16] = {0, 1254,  2317,  3027,  3277,  3027,  2317,  1254,
                              0, -1254, -2317, -3027, -3277, -3027, -2317, -1254};

BENCH_IN_RAM SAMPLE samples[block];

mote::level_meter<SAMPLE, options> meter;

void prepare() {
  meter.reset();
  for (size_t i = 0; i < block; ++i) {
    if constexpr (mote::traits::same<SAMPLE, float>) {
      samples[i] = static_cast<float>(wave[i % 16]) / 32768.0f;
    } else {
      samples[i] = static_cast<SAMPLE>(wave[i % 16] * (sizeof(SAMPLE) == 4 ? 65536 : 1));
    }
  }
}

[[gnu::noinline]] void run() { meter.add(samples); }

bool prepared = false;

}  // namespace

namespace bench {

const uint32_t units = block;

void kernel() {
  if (!prepared) {
    prepare();
    prepared = true;
  }
  run();
}

void once() { run(); }

/// The level after a second of the sine in hundredths of a dB: -2000.
int32_t check() {
  prepare();
  for (int i = 0; i < 63; ++i) run();
  return meter.level().hundredths();
}

}  // namespace bench
