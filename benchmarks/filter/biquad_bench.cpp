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
constexpr bool is_float = mote::traits::same<SAMPLE, float>;
inline constexpr mote::sos<3> design{{{0.5290927742681526, 1.0581855485363052, 0.5290927742681526,
                                       1, 0.8215638179811064, 0.16874177675392316},
                                      {1, -2, 1, 1, -1.7055096337052893, 0.7159875753453993},
                                      {1, -2, 1, 1, -1.9838867572679788, 0.9839516664158141}}};
using taps_type = mote::biquad_taps<SAMPLE, 3>;
#ifdef __AVR__  // its double has 24 bits: the taps that all others compute, written out
template <class Sample>
inline constexpr mote::biquad_taps<Sample, 3> written{
    {{{{134217728, 268435456, 134217728, -441073716, -90592552}},
      {{268435456, -536870912, 268435456, 915638512, -384392904}},
      {{284054520, -568109040, 284054520, 1065091092, -528255028}}}},
    3};
template <>
inline constexpr mote::biquad_taps<float, 3> written<float>{
    {{{{0.529092789f, 1.58727837f, 2.11637115f, -1.82156384f, -1.99030554f}},
      {{1.0f, -1.0f, 0.0f, 0.705509663f, -0.0104779415f}},
      {{1.0f, -1.0f, 0.0f, 0.983886778f, -6.49091453e-05f}}}},
    1};
inline constexpr taps_type taps = written<SAMPLE>;
#else
constexpr taps_type taps = mote::quantize<SAMPLE>(design);
#endif
BENCH_IN_FLASH const taps_type taps_in_flash = taps;

BENCH_IN_RAM SAMPLE samples[block];

#if defined(FIXED) && defined(__AVR__)
mote::fixed_biquad_cascade<taps, SAMPLE> filter;
#elif defined(FIXED)
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
    if constexpr (is_float) {
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

#ifdef __AVR__
/// The nearest to exact arithmetic that it has: integers for float, float for integers.
class reference {
 public:
  double operator()(SAMPLE x) {
    if constexpr (is_float) {
      return static_cast<double>(filter_(static_cast<int32_t>(x * 2147483648.0f))) / 2147483648.0;
    } else {
      return static_cast<double>(filter_(x));
    }
  }

 private:
  using number = mote::traits::choose_t<is_float, int32_t, float>;
  mote::biquad_cascade<number, 3> filter_{written<number>};
};
#else
class reference {
 public:
  double operator()(SAMPLE sample) {
    double x = static_cast<double>(sample);
    for (size_t k = 0; k < 3; ++k) {
      const mote::section& s = design[k];
      const double y = s.b0 * x + state_[k][0];
      state_[k][0] = s.b1 * x - s.a1 * y + state_[k][1];
      state_[k][1] = s.b2 * x - s.a2 * y;
      x = y;
    }
    return x;
  }

 private:
  double state_[3][2] = {};
};
#endif

/// The largest error, in thousandths of the last bit (int32_t: of 24 bits); of float in billionths
/// of full scale.
int32_t check() {
  prepare();
  noise next;
  static reference exact;
  static double expected[block];
  double worst = 0;
  for (size_t at = 0; at < 8; ++at) {
    for (size_t i = 0; i < block; ++i) {
      samples[i] = next();
      expected[i] = exact(samples[i]);
    }
    run();
    for (size_t i = 0; i < block; ++i) {
      double error = static_cast<double>(samples[i]) - expected[i];
      if (error < 0) error = -error;
      if (error > worst) worst = error;
    }
  }
  return static_cast<int32_t>(worst * (is_float ? 1e9 : sizeof(SAMPLE) == 4 ? 1000.0 / 256 : 1e3));
}

}  // namespace bench
