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

namespace one_pole {
mote::one_pole<sample> filter{slow};
void run() { filter.process(input(), output()); }
}  // namespace one_pole
namespace dc_blocker {
mote::dc_blocker<sample> filter{slow};
void run() { filter.process(input(), output()); }
}  // namespace dc_blocker
namespace envelope {
mote::envelope<sample> filter{quick, slow};
void run() { filter.process(input(), output()); }
}  // namespace envelope
namespace rms_envelope {
mote::rms_envelope<sample> filter{slow};
void run() {
  filter.add(input());
  out[0] = filter.value();
}
}  // namespace rms_envelope
namespace sum {
mote::moving_sum<sample, WINDOW> filter;
BENCH_IN_RAM mote::sum_t<sample> sums[block];
void run() { filter.process(input(), sums); }
}  // namespace sum
namespace mean {
mote::moving_mean<sample, WINDOW> filter;
void run() { filter.process(input(), output()); }
}  // namespace mean
namespace lowest {
mote::moving_min<sample, WINDOW> filter;
void run() { filter.process(input(), output()); }
}  // namespace lowest
namespace median {
mote::median<sample, WINDOW | 1> filter;
void run() { filter.process(input(), output()); }
}  // namespace median
namespace map {
constexpr auto line = mote::linear_map<int16_t>::ranges(-32768, 32767, 2500, -1000);
void run() {
  line.process({reinterpret_cast<int16_t*>(in), block}, {reinterpret_cast<int16_t*>(out), block});
}
}  // namespace map
namespace to_float {
void run() { mote::convert<sample, float>(input(), reals); }
}  // namespace to_float
namespace to_int16 {
void run() { mote::convert<float, int16_t>(reals, {reinterpret_cast<int16_t*>(out), block}); }
}  // namespace to_int16
namespace split {  // a unit is a pair
void run() { mote::deinterleave<sample>(in, {output(), mote::span<sample>{out + block, block}}); }
}  // namespace split
namespace join {
void run() {
  mote::interleave<sample>({input(), mote::span<const sample>{in + block, block}}, out);
}
}  // namespace join

bool prepared = false;

void prepare() {
  uint32_t state = 1;
  for (size_t i = 0; i < 2 * block; ++i) {
    state = state * 1664525u + 1013904223u;
    const int32_t value = static_cast<int32_t>(state);
    if constexpr (mote::detail::same<sample, float>) {
      in[i] = static_cast<float>(value) / 2147483648.0f;
    } else {
      in[i] = static_cast<sample>(value >> (32 - 8 * sizeof(sample)));
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

/// A sum over the results: the same on every core where they are integers.
int32_t check() {
  uint32_t sum = 0;
  for (const sample& y : out) sum = sum * 31 + static_cast<uint32_t>(static_cast<int32_t>(y * 100));
  for (const float y : reals)
    sum = sum * 31 + static_cast<uint32_t>(static_cast<int32_t>(y * 1e6f));
  return static_cast<int32_t>(sum & 0x7fffffff);
}

}  // namespace bench
