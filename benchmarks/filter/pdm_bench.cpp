// pdm_bench.cpp - 32 samples of 16 bits from the bits of a second-order modulator.
//
//   FACTOR   bits a sample
#include "harness.hpp"
#include "mote/filter/pdm.hpp"

#ifndef FACTOR
#define FACTOR 64
#endif

namespace {

constexpr size_t block = 32;
BENCH_IN_RAM uint8_t bits[block * FACTOR / 8];
BENCH_IN_RAM int16_t output[block];
mote::pdm_decimator<FACTOR> filter;

[[gnu::noinline]] void run(size_t count) {
  filter.process({bits, count * FACTOR / 8}, {output, count});
}

}  // namespace

namespace bench {

const uint32_t units = block;

void kernel() { run(block); }
void once() { run(1); }

/// A constant of 0.3 through a second-order modulator: the largest error of a sample, in
/// thousandths of the last bit of 16.
int32_t check() {
  int32_t first = 0, second = 0, worst = 0;
  for (int round = 0; round < 20; ++round) {
    for (uint8_t& byte : bits) {
      byte = 0;
      for (int bit = 0; bit < 8; ++bit) {
        const int32_t out = second >= 0 ? 1 : 0;
        const int32_t back = out != 0 ? 10000 : -10000;
        first += 3000 - back;
        second += first - 2 * back;
        byte = static_cast<uint8_t>(2 * byte + out);
      }
    }
    run(block);
    for (const int16_t y : output) {
      const int32_t error = 1000 * y - 9830400;
      const int32_t size = error < 0 ? -error : error;
      if (round > 1 && size > worst) worst = size;
    }
  }
  return worst;
}

}  // namespace bench
