// files_bench.cpp - logistic regression of digits, 64 features and 10 classes, from a file.
//
//   SAMPLE       float or int16_t: features, and the weights of integers
//   FILE         the text of the file
//   LOADING      counts what a byte of it costs; PREDICTING: a row by the model that it gave
#include "harness.hpp"
#include "mote/model/linear.hpp"
#include "mote/model/model_reader.hpp"
//
#include "../data/logistic_digits.inc"
#include "../data/logistic_digits_files.inc"

namespace {

using feature = SAMPLE;

BENCH_IN_FLASH constexpr feature rows[][64] = {LOGISTIC_DIGITS_ROWS};
BENCH_IN_FLASH constexpr uint8_t labels[] = {LOGISTIC_DIGITS_LABELS};
BENCH_IN_FLASH constexpr uint8_t scikit_learn[] = {LOGISTIC_DIGITS_PREDICTED};
BENCH_IN_FLASH constexpr char file[] = FILE;
constexpr uint32_t row_count = sizeof rows / sizeof rows[0], bytes = sizeof file - 1;

BENCH_IN_RAM volatile int32_t result;
BENCH_IN_RAM feature sample[64];

mote::loaded<mote::linear_model<mote::link::softmax, uint8_t, feature, 64, 10>> model;

[[gnu::noinline]] void load() {
  mote::model_reader reader{model};
  uint32_t place = 0;
  const mote::status read = reader.read([&place](char& byte) {
    if (place == bytes) return false;
    byte = file[place++];
    return true;
  });
  result = static_cast<int32_t>(read.code());
}

int32_t predict(const feature (&x)[64]) {
  uint8_t label = 0;
  return mote::predict(model, x, label) ? label : -1;
}

}  // namespace

namespace bench {

#ifdef LOADING
const uint32_t units = bytes;

void kernel() { load(); }
void once() { load(); }
#else
const uint32_t units = row_count;

void kernel() {
  load();
  for (uint32_t i = 0; i < row_count; ++i) result = predict(rows[i]);
}
void idle() { load(); }
void once() {
  load();
  result = predict(sample);
}
#endif

/// Correct rows, plus 1000 times the rows that scikit-learn predicts as well.
int32_t check() {
  int32_t correct = 0, same = 0;
  for (uint32_t i = 0; i < row_count; ++i) {
    const int32_t label = predict(rows[i]);
    correct += label == labels[i];
    same += label == scikit_learn[i];
  }
  return correct + 1000 * same;
}

}  // namespace bench
