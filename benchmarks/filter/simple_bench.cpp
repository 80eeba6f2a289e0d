// simple_bench.cpp - the simple filters and the conversions, over blocks of 256 samples.
//
//   SAMPLE   float, int8_t, int16_t, int32_t
//   WORK     one_pole, dc_blocker, envelope, rms_envelope, sum, mean, lowest, median, map,
//            to_float, to_int16, split, join
//   WINDOW   of mean, sum, lowest and median
#include "harness.hpp"
#include "mote/filter/convert.hpp"
#include "mote/filter/dc_blocker.hpp"
#include "mote/filter/envelope.hpp"
#include "mote/filter/interleave.hpp"
#include "mote/filter/linear_map.hpp"
#include "mote/filter/median.hpp"
#include "mote/filter/moving.hpp"
#include "mote/filter/moving_extreme.hpp"
#include "mote/filter/one_pole.hpp"

#ifndef SAMPLE
#define SAMPLE int16_t
#endif
#ifndef WINDOW
#define WINDOW 9
#endif

namespace {

using sample = SAMPLE;
constexpr size_t block = 256;
BENCH_IN_RAM sample in[2 * block];
BENCH_IN_RAM sample out[2 * block];
BENCH_IN_RAM float reals[block];

constexpr auto slow = mote::quantize<sample>(mote::smoothing{0.01});
constexpr auto quick = mote::quantize<sample>(mote::smoothing{0.25});

mote::span<const sample> input() { return {in, block}; }
mote::span<sample> output() { return {out, block}; }

// Each work: run() over a block; after a run from a fresh start, result(i) and what exact(i) says,
// which is called with i = 0, 1, 2, ...
double sample_of(size_t i) { return static_cast<double>(in[i]); }
double size_of(size_t i) { return in[i] < 0 ? -sample_of(i) : sample_of(i); }
double output_of(size_t i) { return static_cast<double>(out[i]); }
double memory;  // of exact()

namespace one_pole {
mote::one_pole<sample> filter{slow};
void fresh() { filter.reset(); }
void run() { filter.process(input(), output()); }
double result(size_t i) { return output_of(i); }
double exact(size_t i) { return memory += 0.01 * (sample_of(i) - memory); }
}  // namespace one_pole
namespace dc_blocker {
mote::dc_blocker<sample> filter{slow};
void fresh() { filter.reset(); }
void run() { filter.process(input(), output()); }
double result(size_t i) { return output_of(i); }
double exact(size_t i) {
  const double y = sample_of(i) - memory;
  memory += 0.01 * y;
  return y;
}
}  // namespace dc_blocker
namespace envelope {
mote::envelope<sample> filter{quick, slow};
void fresh() { filter.reset(); }
void run() { filter.process(input(), output()); }
double result(size_t i) { return output_of(i); }
double exact(size_t i) {
  return memory += (size_of(i) > memory ? 0.25 : 0.01) * (size_of(i) - memory);
}
}  // namespace envelope
namespace rms_envelope {  // one root a block
mote::rms_envelope<sample> filter{slow};
void fresh() { filter.reset(); }
void run() {
  filter.add(input());
  out[0] = filter.value();
}
double result(size_t i) { return i + 1 == block ? output_of(0) : 0; }
double exact(size_t i) {
  memory += 0.01 * (sample_of(i) * sample_of(i) - memory);
  return i + 1 == block ? mote::constant::sqrt(memory) : 0;
}
}  // namespace rms_envelope
namespace sum {
mote::moving_sum<sample, WINDOW> filter;
BENCH_IN_RAM mote::sum_t<sample> sums[block];
void fresh() { filter.reset(); }
void run() { filter.process(input(), sums); }
double result(size_t i) { return static_cast<double>(sums[i]); }
double exact(size_t i) { return memory += sample_of(i) - (i < WINDOW ? 0 : sample_of(i - WINDOW)); }
}  // namespace sum
namespace mean {
mote::moving_mean<sample, WINDOW> filter;
void fresh() { filter.reset(); }
void run() { filter.process(input(), output()); }
double result(size_t i) { return output_of(i); }
double exact(size_t i) {
  memory += sample_of(i) - (i < WINDOW ? 0 : sample_of(i - WINDOW));
  return memory / WINDOW;
}
}  // namespace mean
namespace lowest {
mote::moving_min<sample, WINDOW> filter;
void fresh() { filter.reset(); }
void run() { filter.process(input(), output()); }
double result(size_t i) { return output_of(i); }
double exact(size_t i) {
  double least = sample_of(i);
  for (size_t k = 1; k < WINDOW && k <= i; ++k) {
    if (sample_of(i - k) < least) least = sample_of(i - k);
  }
  return least;
}
}  // namespace lowest
namespace median {
constexpr size_t odd = WINDOW | 1;
mote::median<sample, odd> filter;
void fresh() { filter.reset(); }
void run() { filter.process(input(), output()); }
double result(size_t i) { return output_of(i); }
double exact(size_t i) {  // the one with at most half of the window on either side
  const auto seen = [i](size_t k) { return k <= i ? sample_of(i - k) : 0.0; };
  for (size_t k = 0; k < odd; ++k) {
    size_t below = 0, above = 0;
    for (size_t other = 0; other < odd; ++other) {
      below += seen(other) < seen(k);
      above += seen(other) > seen(k);
    }
    if (below <= odd / 2 && above <= odd / 2) return seen(k);
  }
  return -1e9;
}
}  // namespace median
namespace map {
constexpr double scale = -3500.0 / 65535;
constexpr auto line = mote::linear_map<int16_t>::ranges(-32768, 32767, 2500, -1000);
void fresh() {}
void run() {
  line.process({reinterpret_cast<int16_t*>(in), block}, {reinterpret_cast<int16_t*>(out), block});
}
double result(size_t i) { return output_of(i); }
double exact(size_t i) { return 2500 + scale * (sample_of(i) + 32768); }
}  // namespace map
namespace to_float {
void fresh() {}
void run() { mote::convert<sample, float>(input(), reals); }
double result(size_t i) { return static_cast<double>(reals[i]) * 32768; }
double exact(size_t i) { return sample_of(i); }
}  // namespace to_float
namespace to_int16 {
void fresh() {}
void run() { mote::convert<float, int16_t>(reals, {reinterpret_cast<int16_t*>(out), block}); }
double result(size_t i) { return output_of(i); }
double exact(size_t i) { return static_cast<double>(reals[i]) * 32768; }
}  // namespace to_int16
namespace split {  // a unit is a pair
void fresh() {}
void run() { mote::deinterleave<sample>(in, {output(), mote::span<sample>{out + block, block}}); }
double result(size_t i) { return output_of(i) + 3 * output_of(block + i); }
double exact(size_t i) { return sample_of(2 * i) + 3 * sample_of(2 * i + 1); }
}  // namespace split
namespace join {
void fresh() {}
void run() {
  mote::interleave<sample>({input(), mote::span<const sample>{in + block, block}}, out);
}
double result(size_t i) { return output_of(2 * i) + 3 * output_of(2 * i + 1); }
double exact(size_t i) { return sample_of(i) + 3 * sample_of(block + i); }
}  // namespace join

bool prepared = false;

void prepare() {
  uint32_t state = 1;
  for (size_t i = 0; i < 2 * block; ++i) {
    state = state * 1664525u + 1013904223u;
    const int32_t value = static_cast<int32_t>(state);
    if constexpr (mote::traits::same<sample, float>) {
      in[i] = static_cast<float>(value) / 4294967296.0f;
    } else {
      in[i] = static_cast<sample>(value >> (33 - 8 * sizeof(sample)));
    }
    if (i < block) reals[i] = static_cast<float>(value) / 2147483648.0f;
  }
  prepared = true;
}

}  // namespace

namespace bench {

const uint32_t units = block;

void kernel() {
  if (!prepared) prepare();
  WORK::run();
}

void once() { WORK::run(); }

/// The largest error of a block, in thousandths of an LSB; of float in millionths of full scale.
int32_t check() {
  prepare();
  WORK::fresh();
  WORK::run();
  memory = 0;
  double worst = 0;
  for (size_t i = 0; i < block; ++i) {
    const double error = WORK::result(i) - WORK::exact(i);
    const double size = error < 0 ? -error : error;
    if (!(size <= worst)) worst = size;
  }
  return static_cast<int32_t>(worst * (mote::traits::same<sample, float> ? 1e6 : 1e3));
}

}  // namespace bench
