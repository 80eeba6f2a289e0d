// knn_bench.cpp - the 3 nearest of 100 rows of 16, of 50 samples.
//
//   SAMPLE   int16_t, int8_t, float; int8_t takes the rows in steps of 16
//   WALK     predict(model, x), not predict<model>(x)
//   SPREAD   values are this times as large; from 4 on sums do not fit 32 bits
//   METRIC   euclidean, manhattan, chebyshev
#include "harness.hpp"

#include "mote/model/knn.hpp"

#ifndef SAMPLE
#define SAMPLE int16_t
#endif
#ifndef METRIC
#define METRIC euclidean
#endif
#ifndef SPREAD
#define SPREAD 1
#endif

namespace {

using sample = mote::array<SAMPLE, 16>;
struct asked {
  mote::array<int16_t, 16> x;
  uint8_t label;
};
constexpr mote::array<int16_t, 16> rows[] = {
#include "../data/knn_rows.inc"
};
constexpr uint8_t labels[] = {
#include "../data/knn_labels.inc"
};
BENCH_IN_FLASH constexpr asked samples[] = {
#include "../data/knn_samples.inc"
};

constexpr sample taken(const mote::array<int16_t, 16>& from) {
  sample out{};
  for (size_t i = 0; i < 16; ++i) {
    out[i] = static_cast<SAMPLE>(sizeof(SAMPLE) == 1 ? from[i] / 32 : from[i] * SPREAD);
  }
  return out;
}

enum class label : uint8_t {};
using model_type = mote::knn_classifier<label, 5, SAMPLE, 16, 100, 3, mote::knn_metric::METRIC>;
constexpr model_type made() {
  model_type out{};
  for (size_t i = 0; i < 100; ++i) {
    out.rows[i] = taken(rows[i]);
    out.answers[i] = static_cast<label>(labels[i]);
    for (const auto value : out.rows[i]) {
      const auto size = static_cast<uint16_t>(value < 0 ? -value : value);
      if (size > out.reach) out.reach = size;
    }
  }
  return out;
}
inline constexpr model_type model = made();

BENCH_IN_RAM sample x;
volatile uint8_t answer;

[[gnu::noinline]] void run() {
#ifdef WALK
  answer = static_cast<uint8_t>(mote::predict(model, x));
#else
  answer = static_cast<uint8_t>(mote::predict<model>(x));
#endif
}
void take(size_t i) { x = taken(bench::at(samples[i].x)); }

}  // namespace

namespace bench {

const uint32_t units = sizeof samples / sizeof *samples;

void kernel() {
  for (size_t i = 0; i < units; ++i) {
    take(i);
    run();
  }
}
void idle() {
  for (size_t i = 0; i < units; ++i) take(i);
}

void once() { run(); }

/// How many samples get the class that scikit-learn gives them.
int32_t check() {
  int32_t right = 0;
  for (const asked& one : samples) {
    x = taken(at(one.x));
    run();
    right += answer == at(one.label) ? 1 : 0;
  }
  return right;
}

}  // namespace bench
