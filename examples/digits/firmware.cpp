// firmware.cpp - what ./dev demo builds for a chip: predicts all test digits, counts the labels
// that are scikit-learn's. PREDICT and rows.inc are written by demo.py.
#include "digits.hpp"
#include "harness.hpp"

using feature = digits::shape::feature_type;
using sample = mote::array<feature, digits::shape::features>;

namespace {
BENCH_IN_FLASH const sample rows[] = {
#include "rows.inc"
};
BENCH_IN_FLASH const uint16_t labels[] = {
#include "labels.inc"
};
BENCH_IN_RAM volatile digits::label answer;
}  // namespace

namespace bench {
const uint32_t units = sizeof labels / sizeof *labels;

void kernel() {
  for (const sample& x : rows) answer = PREDICT;
}
void once() {
  const sample& x = rows[0];
  answer = PREDICT;
}
int32_t check() {
  int32_t same = 0;
  for (uint32_t i = 0; i < units; ++i) {
    const sample& x = rows[i];
    if (static_cast<uint16_t>(PREDICT) == labels[i]) ++same;
  }
  return same;
}
}  // namespace bench
