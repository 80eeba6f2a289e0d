// fir_bench.cpp - 64 taps over blocks of 64 samples.
//
//   SAMPLE      float, int8_t, int16_t, int32_t
//   FIXED       taps that the compiler knows; else they are hidden from it
//   FINEST=18   taps of int16_t so fine that sums need 64 bits
//   DOWN=4      a decimator; UP=4 an interpolator; SINGLE sample by sample
#include "harness.hpp"
#include "mote/filter/fir.hpp"
#include "mote/design/fir_design.hpp"
#include "mote/filter/fir_resample.hpp"

#ifndef SAMPLE
#define SAMPLE float
#endif
#ifndef FINEST
#define FINEST 15
#endif

namespace {

constexpr size_t block = 64, taps = 64;
constexpr mote::array<double, taps> design = mote::fir_lowpass<taps>(0.2, 2.0);
constexpr mote::fir_taps<SAMPLE, taps> quantized = mote::quantize<SAMPLE>(design, FINEST);
BENCH_IN_FLASH const mote::fir_taps<SAMPLE, taps> taps_in_flash = quantized;

#ifdef UP
constexpr size_t up = UP;
#else
constexpr size_t up = 1;
#endif
#ifdef DOWN
constexpr size_t down = DOWN;
#else
constexpr size_t down = 1;
#endif

BENCH_IN_RAM SAMPLE input[block];
BENCH_IN_RAM SAMPLE output[block * up];

#if defined(DOWN)
mote::fir_decimator<SAMPLE, taps, DOWN, block> filter{quantized};
#elif defined(UP)
constexpr mote::fir_interpolator<SAMPLE, taps, UP, block> made{design};
mote::fir_interpolator<SAMPLE, taps, UP, block> filter = made;
#elif defined(FIXED)
mote::fixed_fir<quantized, SAMPLE, block> filter;
#else
mote::fir<SAMPLE, taps, block> filter{quantized};
#endif

void prepare() {
  filter.reset();
#if !defined(FIXED) && !defined(DOWN) && !defined(UP)
  const mote::fir_taps<SAMPLE, taps>* from = &bench::at(taps_in_flash);
  asm volatile("" : "+r"(from));
  filter.set_taps(*from);
#endif
}

/// Noise of half of full scale: the same numbers everywhere.
struct noise {
  uint32_t state = 1;
  SAMPLE operator()() {
    state = state * 1664525u + 1013904223u;
    const int32_t value = static_cast<int32_t>(state) >> 1;
    if constexpr (sizeof(SAMPLE) == 4 && SAMPLE(0.5) != 0) {
      return static_cast<SAMPLE>(static_cast<float>(value) / 2147483648.0f);
    } else {
      return static_cast<SAMPLE>(value >> (32 - 8 * sizeof(SAMPLE)));
    }
  }
};

[[gnu::noinline]] void run() {
#ifdef SINGLE
  for (size_t i = 0; i < block; ++i) output[i] = filter(input[i]);
#else
  filter.process(input, output);
#endif
}

}  // namespace

namespace bench {

const uint32_t units = block * up / down;

void kernel() { run(); }

void once() {
  prepare();
  run();
}

/// The largest error against the exact sum, in thousandths of the last bit; of float in millionths
/// of a millionth of full scale.
int32_t check() {
  prepare();
  noise next;
  static SAMPLE past[4 * block];
  double worst = 0;
  for (size_t i = 0; i < 4 * block; ++i) past[i] = next();
  for (size_t at = 0; at < 4 * block; at += block) {
    for (size_t i = 0; i < block; ++i) input[i] = past[at + i];
    run();
    for (size_t i = 0; i < units; ++i) {  // of all samples, with zeros between those of the input
      const size_t newest = at * up + i * down;
      double exact = 0;
      for (size_t k = 0; k < taps && k <= newest; ++k) {
        if ((newest - k) % up != 0) continue;
        exact += quantized.real(k) * static_cast<double>(past[(newest - k) / up]);
      }
      double error = static_cast<double>(output[i]) - exact;
      if (error < 0) error = -error;
      if (error > worst) worst = error;
    }
  }
  return static_cast<int32_t>(worst * (SAMPLE(0.5) != 0 ? 1e12 : 1000.0));
}

}  // namespace bench
