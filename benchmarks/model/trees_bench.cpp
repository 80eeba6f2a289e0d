// trees_bench.cpp - predicts 200 rows of digits with one forest, converted by whichever library.
//
// benchmarks/trees.py writes, for each forest and library,
//   subject.hpp   `feature`, and `predict`, which takes a row of them and returns the class
//   rows.hpp      the rows, their labels, and what scikit-learn predicts
#include "harness.hpp"
#include "subject.hpp"
//
#include "rows.hpp"

namespace {

BENCH_IN_RAM volatile int32_t result;
BENCH_IN_RAM feature sample[64];
constexpr uint32_t row_count = sizeof rows / sizeof rows[0];

}  // namespace

namespace bench {

const uint32_t units = row_count;

void kernel() {
  for (uint32_t i = 0; i < row_count; ++i) result = predict(at(rows[i]));
}

#ifdef __AVR__
void idle() {
  for (uint32_t i = 0; i < row_count; ++i) result = at(rows[i])[0];
}
#endif

void once() { result = predict(sample); }

/// Correct rows, plus 1000 times the rows that scikit-learn predicts as well.
int32_t check() {
  int32_t correct = 0, same = 0;
  for (uint32_t i = 0; i < row_count; ++i) {
    const int32_t label = predict(at(rows[i]));
    correct += label == at(labels[i]);
    same += label == at(scikit_learn[i]);
  }
  return correct + 1000 * same;
}

}  // namespace bench
