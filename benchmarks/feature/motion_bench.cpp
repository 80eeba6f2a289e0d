// motion_bench.cpp - the features of motion of windows of 128 rows.
//
//   FEATURES  all: the 92; forest: the 41 that a forest of emlearn-micropython uses
//   WORST     not ten typical windows: the slowest that was found for the core, of many that were
//             made to be slow
//   EXPECTED  what check() sums up on the desk, where tests hold each feature to its definition
#include "harness.hpp"

#include "mote/feature/motion.hpp"

#ifndef FEATURES
#define FEATURES all
#endif

namespace chosen {

using mote::motion::all;
using mote::motion::feature;

/// Places in `all` of the features that examples/har_trees/uci_har.trees.csv asks for.
constexpr uint8_t used[] = {0,  1,  2,  3,  4,  5,  6,  7,  10, 11, 12, 13, 14, 15,
                            16, 17, 18, 20, 26, 30, 32, 33, 34, 35, 36, 50, 52, 53,
                            56, 57, 58, 62, 63, 64, 67, 71, 73, 74, 78, 80, 82};
inline constexpr auto forest = [] {
  mote::array<feature, sizeof used> some{};
  for (size_t i = 0; i < sizeof used; ++i) some[i] = all[used[i]];
  return some;
}();

}  // namespace chosen

namespace {

BENCH_IN_FLASH constexpr int16_t windows[][384] = {
#ifdef WORST
#include "../data/motion_worst.inc"
#else
#include "../data/motion_windows.inc"
#endif
};

#if !defined(WORST)
constexpr size_t first = 0, size = sizeof windows / sizeof *windows;
#elif MOTE_HAS_MVE
constexpr size_t first = 2, size = 1;
#elif MOTE_HAS_DSP
constexpr size_t first = 1, size = 1;
#else
constexpr size_t first = 0, size = 1;
#endif

using features = mote::motion_features<int16_t, 128, chosen::FEATURES>;

features::scratch scratch;
BENCH_IN_RAM mote::array<int32_t, features::features> row;

[[gnu::noinline]] void run(const int16_t (&window)[384]) {
  features{}.process(mote::frame_view<int16_t, 128, 3>{window}, row, scratch);
}

}  // namespace

namespace bench {

const uint32_t units = size;

void kernel() {
  for (size_t i = first; i < first + size; ++i) run(windows[i]);
}

void once() { run(windows[first]); }

/// 0 where the features of all windows have the bits that they have on the desk.
int32_t check() {
  uint32_t sum = 0;
  for (const auto& window : windows) {
    run(window);
    for (const int32_t x : row) sum = sum * 31 + static_cast<uint32_t>(x);
  }
  return sum == EXPECTED ? 0 : 1;
}

}  // namespace bench
