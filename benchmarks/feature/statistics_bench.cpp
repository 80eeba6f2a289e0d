// statistics_bench.cpp - root mean square, mean and variance of 2000 samples.
//
//   SAMPLE   float, int8_t, int16_t, int32_t
#include "harness.hpp"
#include "mote/feature/statistics.hpp"

#ifndef SAMPLE
#define SAMPLE int16_t
#endif

namespace {

constexpr size_t size = 2000;
BENCH_IN_RAM SAMPLE input[size];
BENCH_IN_RAM volatile float result[3];

[[gnu::noinline]] void run(const SAMPLE* x, size_t count) {
  mote::statistics<SAMPLE> all;
  all.add({x, count});
  result[0] = all.rms();
  result[1] = all.mean();
  result[2] = all.variance();
}

double size_of(double x) { return x < 0 ? -x : x; }

}  // namespace

namespace bench {

const uint32_t units = size;

void kernel() { run(input, size); }
void once() { run(input, 1); }

/// The largest relative error of the three, in units of 1e-9: of noise far from zero.
int32_t check() {
  uint32_t state = 1;
  const bool real = SAMPLE(0.5) != 0;
  for (SAMPLE& x : input) {
    state = state * 1664525u + 1013904223u;
    const int32_t noise = static_cast<int32_t>(state) >> 20;
    x = real                  ? static_cast<SAMPLE>(static_cast<float>(noise + 20000) / 32768.0f)
        : sizeof(SAMPLE) == 1 ? static_cast<SAMPLE>(noise / 64 + 60)
                              : static_cast<SAMPLE>(noise + 20000);
  }
  run(input, size);
  double mean = 0, squares = 0, variance = 0;
  for (const SAMPLE x : input) {
    mean += static_cast<double>(x) / size;
    squares += static_cast<double>(x) * static_cast<double>(x) / size;
  }
  for (const SAMPLE x : input) {
    const double distance = static_cast<double>(x) - mean;
    variance += distance * distance / size;
  }
  const double square = static_cast<double>(result[0]) * static_cast<double>(result[0]);
  double worst = size_of(square - squares) / squares / 2;
  const double of_mean = size_of(static_cast<double>(result[1]) - mean) / size_of(mean);
  const double of_variance = size_of(static_cast<double>(result[2]) - variance) / variance;
  if (of_mean > worst) worst = of_mean;
  if (of_variance > worst) worst = of_variance;
  return static_cast<int32_t>(worst * 1e9);
}

}  // namespace bench
