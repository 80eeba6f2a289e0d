// boosted_bench.cpp - predicts rows by boosted trees: with missing values, and of a split a level.
//
//   MODEL   boosted_whole, boosted_missing, levels_wine, levels_table
//   ROWS    BOOSTED_WHOLE, BOOSTED_MISSING, LEVELS: the rows of that model
//   CODE    as code; otherwise walked
#include "harness.hpp"

#include "../data/boosted_missing.hpp"
#include "../data/boosted_whole.hpp"
#include "../data/levels_table.hpp"
#include "../data/levels_wine.hpp"
//
#include "../data/boosted.inc"

#define BENCH_JOINED(first, second) first##second
#define BENCH_OF(rows, what) BENCH_JOINED(rows, what)

namespace {

constexpr const auto& model = MODEL::model;
constexpr size_t features = mote::model_of<MODEL::model>::features;

BENCH_IN_FLASH constexpr float rows[][features] = {BENCH_OF(ROWS, _ROWS)};
BENCH_IN_FLASH constexpr uint8_t labels[] = {BENCH_OF(ROWS, _LABELS)};
BENCH_IN_FLASH constexpr uint8_t predicted[] = {BENCH_OF(ROWS, _PREDICTED)};
constexpr uint32_t row_count = sizeof rows / sizeof rows[0];

BENCH_IN_RAM volatile uint8_t result;
BENCH_IN_RAM float sample[features];

[[gnu::noinline]] void run() {
#ifdef CODE
  result = static_cast<uint8_t>(mote::predict<MODEL::model>(sample));
#else
  result = static_cast<uint8_t>(mote::predict(model, sample));
#endif
}
void take(uint32_t row) {
  for (size_t i = 0; i < features; ++i) sample[i] = bench::at(rows[row])[i];
}

}  // namespace

namespace bench {

const uint32_t units = row_count;

void kernel() {
  for (uint32_t i = 0; i < row_count; ++i) {
    take(i);
    run();
  }
}
void idle() {
  for (uint32_t i = 0; i < row_count; ++i) take(i);
}

void once() { run(); }

/// Correct rows, plus 1000 times the rows that the estimator predicts as well.
int32_t check() {
  int32_t correct = 0, same = 0;
  for (uint32_t i = 0; i < row_count; ++i) {
    take(i);
    run();
    correct += result == at(labels[i]);
    same += result == at(predicted[i]);
  }
  return correct + 1000 * same;
}

}  // namespace bench
