// mlp_bench.cpp - predicts rows of digits by a perceptron of 64, 32 and 10 neurons.
//
//   KIND     float, int8 or int16: features, outputs of the hidden layer, weights
//   PROBA    probabilities as well, of which the label is the likeliest
#include "harness.hpp"

#include "../data/mlp_digits_float.hpp"
#include "../data/mlp_digits_int16.hpp"
#include "../data/mlp_digits_int8.hpp"
//
#include "../data/mlp_digits.inc"

#define JOINED(first, second) first##second
#define JOIN(first, second) JOINED(first, second)

namespace {

constexpr const auto& model = JOIN(mlp_digits_, KIND)::model;
using feature = mote::model_of<model>::feature_type;

BENCH_IN_FLASH constexpr feature rows[][64] = {JOIN(MLP_DIGITS_ROWS_, KIND)};
BENCH_IN_FLASH constexpr uint8_t labels[] = {MLP_DIGITS_LABELS};
BENCH_IN_FLASH constexpr uint8_t scikit_learn[] = {MLP_DIGITS_PREDICTED};
constexpr uint32_t row_count = sizeof rows / sizeof rows[0];

BENCH_IN_RAM volatile int32_t result;
BENCH_IN_RAM feature sample[64];

int32_t predict(const feature (&x)[64]) {
#ifdef PROBA
  return static_cast<int32_t>(mote::argmax(mote::predict_proba<model>(x)));
#else
  return static_cast<int32_t>(mote::predict<model>(x));
#endif
}

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
