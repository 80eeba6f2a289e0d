// firmware.cpp - what sound_class.py builds for a chip: the samples of all test recordings through
// the pipeline, in blocks as a microphone's DMA gives them. It counts the labels that are Python's.
// samples.inc and labels.inc are written by sound_class.py, and ROWS is the length of a recording.
#include "sound_class.hpp"
//
#include "harness.hpp"

namespace {

BENCH_IN_FLASH const int16_t samples[] = {
#include "samples.inc"
};
BENCH_IN_FLASH const uint8_t expected[] = {
#include "labels.inc"
};
constexpr size_t all = sizeof samples / sizeof *samples, block = 80;  // 10 ms
static_assert(ROWS % block == 0, "a recording is whole blocks");

sound_class::pipeline pipeline;  // weighed: this is the RAM that it takes
BENCH_IN_RAM volatile uint8_t heard;

/// Labels of the samples before `end`, each recording from a fresh start.
template <class Act>
void listen(size_t end, Act act) {
  for (size_t at = 0; at < end; at += block) {
    if (at % ROWS == 0) pipeline.reset();
    mote::span<const int16_t> now{samples + at, block};
    while (pipeline.push(now)) act(static_cast<uint8_t>(pipeline.decision()));
  }
}

}  // namespace

namespace bench {

const uint32_t units = sizeof expected;  // decisions

void kernel() {
  listen(all, [](uint8_t label) { heard = label; });
}
void once() {
  listen(ROWS, [](uint8_t label) { heard = label; });
}
int32_t check() {
  int32_t same = 0;
  size_t i = 0;
  listen(all, [&](uint8_t label) { same += label == expected[i++] ? 1 : 0; });
  return same;
}

}  // namespace bench
