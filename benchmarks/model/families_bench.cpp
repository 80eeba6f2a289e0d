// families_bench.cpp - asks a model for 200 rows or fewer, converted by whichever library.
//
// benchmarks/families.py writes, for each model and library,
//   subject.hpp   `feature`, how many there are, `answer`, and `predict`, which takes a row
//   rows.hpp      the rows, their labels, what scikit-learn answers, and how far a value may be
#include "harness.hpp"
#include "subject.hpp"
//
#include "rows.hpp"

namespace {

BENCH_IN_RAM volatile answer result;
BENCH_IN_RAM feature sample[features];
constexpr uint32_t row_count = sizeof rows / sizeof rows[0];

bool is_same(int32_t found, int32_t wanted) { return found == wanted; }
bool is_same(float found, float wanted) {
  return found - wanted <= within && wanted - found <= within;
}
bool is_right(int32_t found, int32_t label) { return found == label; }
bool is_right(float, int32_t) { return false; }  // a value is no label

}  // namespace

namespace bench {

const uint32_t units = row_count;

void kernel() {
  for (uint32_t i = 0; i < row_count; ++i) result = predict(rows[i]);
}

void once() { result = predict(sample); }

/// Correct rows, plus 1000 times the rows that scikit-learn answers as well.
int32_t check() {
  int32_t correct = 0, same = 0;
  for (uint32_t i = 0; i < row_count; ++i) {
    const answer found = predict(rows[i]);
    correct += is_right(found, labels[i]);
    same += is_same(found, expected[i]);
  }
  return correct + 1000 * same;
}

}  // namespace bench
