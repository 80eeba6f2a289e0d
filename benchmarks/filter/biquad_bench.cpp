// biquad_bench.cpp - A-weighting at 16 kHz, three sections, over blocks of 256 samples, in place.
//
//   SAMPLE   float, int8_t, int16_t, int32_t
//   FIXED    taps that the compiler knows; else they are hidden from it
//   SINGLE   one call a sample
#include "harness.hpp"
#include "mote/filter/biquad.hpp"

#ifndef SAMPLE
#define SAMPLE float
#endif

namespace {

constexpr size_t block = 256;
constexpr mote::sos<3> design{
    {{0.5290927742681526, 1.0581855485363052, 0.5290927742681526, 1, 0.8215638179811064,
      0.16874177675392316},
     {1, -2, 1, 1, -1.7055096337052893, 0.7159875753453993},
     {1, -2, 1, 1, -1.9838867572679788, 0.9839516664158141}}};
using taps_type = mote::biquad_taps<SAMPLE, 3>;
constexpr taps_type taps = mote::quantize<SAMPLE>(design);
BENCH_IN_FLASH const taps_type taps_in_flash = taps;

BENCH_IN_RAM SAMPLE samples[block];

#ifdef FIXED
mote::fixed_biquad_cascade<design, SAMPLE> filter;
#else
mote::biquad_cascade<SAMPLE, 3> filter{taps_type{}};
#endif

void prepare() {
  filter.reset();
#ifndef FIXED
  const taps_type* from = &bench::at(taps_in_flash);
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
    if constexpr (mote::detail::same<SAMPLE, float>) {
      return static_cast<SAMPLE>(static_cast<float>(value) / 2147483648.0f);
    } else {
      return static_cast<SAMPLE>(value >> (32 - 8 * sizeof(SAMPLE)));
    }
  }
};

[[gnu::noinline]] void run() {
#ifdef SINGLE
  for (SAMPLE& x : samples) x = filter(x);
#else
  filter.process(samples, samples);
#endif
}

bool prepared = false;

}  // namespace

namespace bench {

const uint32_t units = block;

void kernel() {
  if (!prepared) {  // noise, filtered again and again: software floats take longer on it than on 0
    prepare();
    noise next;
    for (SAMPLE& x : samples) x = next();
    prepared = true;
  }
  run();
}

void once() {
  prepare();
  run();
}

/// The largest error against double, in thousandths of the last bit (int32_t: of 24 bits); of float
/// in billionths of full scale.
int32_t check() {
  prepare();
  noise next;
  double state[3][2] = {}, worst = 0;
  for (size_t at = 0; at < 8; ++at) {
    double exact[block];
    for (size_t i = 0; i < block; ++i) {
      samples[i] = next();
      double x = static_cast<double>(samples[i]);
      for (size_t k = 0; k < 3; ++k) {
        const mote::section& s = design[k];
        const double y = s.b0 * x + state[k][0];
        state[k][0] = s.b1 * x - s.a1 * y + state[k][1];
        state[k][1] = s.b2 * x - s.a2 * y;
        x = y;
      }
      exact[i] = x;
    }
    run();
    for (size_t i = 0; i < block; ++i) {
      double error = static_cast<double>(samples[i]) - exact[i];
      if (error < 0) error = -error;
      if (error > worst) worst = error;
    }
  }
  return static_cast<int32_t>(worst * (mote::detail::same<SAMPLE, float> ? 1e9
                                       : sizeof(SAMPLE) == 4             ? 1000.0 / 256
                                                                         : 1000.0));
}

}  // namespace bench
