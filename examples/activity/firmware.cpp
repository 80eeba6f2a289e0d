// firmware.cpp - what `./dev demo` builds for a chip: raw samples of whole recordings through the
// pipeline, in blocks as a sensor's FIFO gives them; counts the decisions that are Python's.
// samples.inc and labels.inc are written by demo.py.
#include "activity.hpp"
#include "harness.hpp"

namespace {

using recording = mote::array<int16_t, ROWS * 3>;
BENCH_IN_FLASH const recording recordings[] = {
#include "samples.inc"
};
BENCH_IN_FLASH const uint8_t labels[] = {
#include "labels.inc"
};
constexpr size_t fifo = 32 * 3;  // rows that a FIFO holds

activity::pipeline pipeline;  // weighed: this is the RAM that it takes
BENCH_IN_RAM volatile uint8_t decision;

template <class Act>
void run(const recording& all, Act act) {
  pipeline.reset();
  for (size_t at = 0; at < all.size(); at += fifo) {
    const size_t size = all.size() - at < fifo ? all.size() - at : fifo;
    mote::span<const int16_t> samples{all.data() + at, size};
    while (pipeline.push(samples)) act(static_cast<uint8_t>(pipeline.decision()));
  }
}

}  // namespace

namespace bench {

const uint32_t units = sizeof labels / sizeof *labels;  // decisions

void kernel() {
  for (const recording& one : recordings) {
    run(at(one), [](uint8_t label) { decision = label; });
  }
}
void once() {
  run(at(recordings[0]), [](uint8_t label) { decision = label; });
}
int32_t check() {
  int32_t same = 0;
  size_t i = 0;
  for (const recording& one : recordings) {
    run(at(one), [&](uint8_t label) { same += label == at(labels[i++]) ? 1 : 0; });
  }
  return same;
}

}  // namespace bench
