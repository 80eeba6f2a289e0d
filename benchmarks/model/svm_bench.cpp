// svm_bench.cpp - predicts rows by a support vector classifier: 100 vectors x 16, two classes.
//
//   SAMPLE   float, int8_t or int16_t
//   DIGITS   of 64 pixels and 10 classes, int8_t
//   PEER     what another library wrote, with `SAMPLE peer_score(SAMPLE*)`
#include "harness.hpp"

#ifdef DIGITS
#include "../data/svm_digits_int8.hpp"
//
#include "../data/svm_digits.inc"
#define FEATURES 64
#else
#ifndef PEER
#include "../data/svm_float.hpp"
#include "../data/svm_int16.hpp"
#include "../data/svm_int8.hpp"
#endif
//
#include "../data/svm.inc"
#define FEATURES 16
#endif

namespace {

using feature = SAMPLE;

BENCH_IN_FLASH constexpr int8_t rows[][FEATURES] = {SVM_ROWS};
BENCH_IN_FLASH constexpr uint8_t labels[] = {SVM_LABELS};
BENCH_IN_FLASH constexpr uint8_t scikit_learn[] = {SVM_PREDICTED};
constexpr uint32_t row_count = sizeof rows / sizeof rows[0];

BENCH_IN_RAM volatile uint8_t result;
BENCH_IN_RAM feature sample[FEATURES];

#ifdef PEER
extern "C" feature peer_score(feature* x);
uint8_t predict() { return peer_score(sample) > 0 ? 1 : 0; }
#elif defined DIGITS
uint8_t predict() { return static_cast<uint8_t>(mote::predict<svm_digits_int8::model>(sample)); }
#else
template <class Sample>
constexpr const auto& model = svm_float::model;
template <>
constexpr const auto& model<int8_t> = svm_int8::model;
template <>
constexpr const auto& model<int16_t> = svm_int16::model;
uint8_t predict() { return static_cast<uint8_t>(mote::predict<model<feature> >(sample)); }
#endif

[[gnu::noinline]] void run() { result = predict(); }
void take(uint32_t row) {
  for (uint32_t i = 0; i < FEATURES; ++i) sample[i] = static_cast<feature>(bench::at(rows[row])[i]);
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

/// Correct rows, plus 1000 times the rows that scikit-learn predicts as well.
int32_t check() {
  int32_t correct = 0, same = 0;
  for (uint32_t i = 0; i < row_count; ++i) {
    take(i);
    run();
    correct += result == at(labels[i]);
    same += result == at(scikit_learn[i]);
  }
  return correct + 1000 * same;
}

}  // namespace bench
