// linear_bench.cpp - predicts rows of digits by logistic regression, 64 features and 10 classes.
//
//   SAMPLE   float, int8_t or int16_t: features, and the weights of integers
//   PROBA    probabilities as well, of which the label is the likeliest
//   PEER     what another library wrote, with `void peer_score(SAMPLE*, SAMPLE*)`
#include "harness.hpp"

#ifndef PEER
#include "../data/logistic_digits_float.hpp"
#include "../data/logistic_digits_int16.hpp"
#include "../data/logistic_digits_int8.hpp"
#endif
//
#include "../data/logistic_digits.inc"

namespace {

using feature = SAMPLE;

BENCH_IN_FLASH constexpr feature rows[][64] = {LOGISTIC_DIGITS_ROWS};
BENCH_IN_FLASH constexpr uint8_t labels[] = {LOGISTIC_DIGITS_LABELS};
BENCH_IN_FLASH constexpr uint8_t scikit_learn[] = {LOGISTIC_DIGITS_PREDICTED};
constexpr uint32_t row_count = sizeof rows / sizeof rows[0];

BENCH_IN_RAM volatile int32_t result;
BENCH_IN_RAM feature sample[64];

#ifdef PEER
extern "C" void peer_score(feature* x, feature* sums);
int32_t predict(const feature (&x)[64]) {
  feature sums[10];
  peer_score(const_cast<feature*>(x), sums);
  int32_t best = 0;
  for (int32_t k = 1; k < 10; ++k) {
    if (sums[k] > sums[best]) best = k;
  }
  return best;
}
#else
template <class Sample>
constexpr const auto& model = logistic_digits_float::model;
template <>
constexpr const auto& model<int8_t> = logistic_digits_int8::model;
template <>
constexpr const auto& model<int16_t> = logistic_digits_int16::model;
int32_t predict(const feature (&x)[64]) {
#ifdef PROBA
  return static_cast<int32_t>(mote::argmax(mote::predict_proba<model<feature> >(x)));
#else
  return static_cast<int32_t>(mote::predict<model<feature> >(x));
#endif
}
#endif

}  // namespace

namespace bench {

const uint32_t units = row_count;

void kernel() {
  for (uint32_t i = 0; i < row_count; ++i) result = predict(at(rows[i]));
}

#ifdef __AVR__
void idle() {
  for (uint32_t i = 0; i < row_count; ++i) result = static_cast<int32_t>(at(rows[i])[0]);
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
