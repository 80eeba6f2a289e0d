// firmware.cpp - what ./dev demo builds for a chip: predicts all test digits, counts the labels
// that are scikit-learn's. PREDICT, rows.inc and labels.inc are written by demo.py.
#include "digits.hpp"
#include "harness.hpp"

using model_type = mote::model_of<digits::model>;
using feature = model_type::feature_type;
using sample = mote::array<feature, model_type::features>;

namespace {

BENCH_IN_FLASH const sample rows[] = {
#include "rows.inc"
};
BENCH_IN_FLASH const uint16_t labels[] = {
#include "labels.inc"
};
BENCH_IN_RAM volatile digits::label answer;
BENCH_IN_RAM volatile feature pixel;
BENCH_IN_RAM sample one;

digits::label predict(const sample& x) { return PREDICT; }

}  // namespace

namespace bench {

const uint32_t units = sizeof labels / sizeof *labels;

void kernel() {
  for (uint32_t i = 0; i < units; ++i) answer = predict(at(rows[i]));
}
#ifdef __AVR__
void idle() {
  for (uint32_t i = 0; i < units; ++i) pixel = at(rows[i])[0];
}
#endif
void once() { answer = predict(one); }
int32_t check() {
  int32_t same = 0;
  for (uint32_t i = 0; i < units; ++i) {
    if (static_cast<uint16_t>(predict(at(rows[i]))) == at(labels[i])) ++same;
  }
  return same;
}

}  // namespace bench
