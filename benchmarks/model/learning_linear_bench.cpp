// learning_linear_bench.cpp - linear models of 8 features that learn, a sample after another.
//
//   WORK   linear: elastic net; recursive: recursive least squares; logistic: 4 classes
#include "harness.hpp"

#include "mote/model/linear.hpp"

namespace {

constexpr size_t features = 8;
constexpr uint32_t samples = 64;
enum class label : uint8_t { first, second, third, fourth };

struct linear {
  using model = mote::learning_linear<features>;
  static constexpr bool has_label = false;
};
struct recursive {
  using model = mote::recursive_least_squares<features>;
  static constexpr bool has_label = false;
};
struct logistic {
  using model = mote::learning_logistic<label, features, 4>;
  static constexpr bool has_label = true;
};

struct row {
  float x[features];
  float value;  // a line of the features
  label y;      // of the signs of the first two
};
/// Numbers from -1 to 1, in steps that float holds.
constexpr mote::array<row, samples> made() {
  mote::array<row, samples> all{};
  uint32_t state = 1;
  for (row& one : all) {
    one.value = 0.5f;
    for (size_t i = 0; i < features; ++i) {
      state = state * 1664525u + 1013904223u;
      one.x[i] = static_cast<float>(static_cast<int32_t>(state >> 20) - 2048) / 2048;
      one.value += one.x[i] * static_cast<float>(i);
    }
    one.y = static_cast<label>((one.x[0] > 0 ? 2 : 0) + (one.x[1] > 0 ? 1 : 0));
  }
  return all;
}
BENCH_IN_FLASH constexpr mote::array<row, samples> rows = made();
WORK::model model;

template <class Model>
[[gnu::noinline]] void learn(Model& into, const row& one) {
  if constexpr (WORK::has_label) {
    static_cast<void>(into.partial_fit(one.x, one.y).ok());
  } else {
    static_cast<void>(into.partial_fit(one.x, one.value).ok());
  }
}
/// 1e-6 that a value is off at most; of classes, wrong labels.
template <class Model>
int32_t missed(const Model& of) {
  float most = 0;
  int32_t wrong = 0;
  for (size_t i = 0; i < samples; ++i) {
    const row& one = bench::at(rows[i]);
    const auto answer = mote::predict(of, one.x);
    if constexpr (WORK::has_label) {
      wrong += answer != one.y;
    } else {
      const float off = answer < one.value ? one.value - answer : answer - one.value;
      most = off > most ? off : most;
    }
  }
  return WORK::has_label ? wrong : static_cast<int32_t>(most * 1e6f);
}

}  // namespace

namespace bench {

const uint32_t units = samples;

void kernel() {
  for (size_t i = 0; i < samples; ++i) learn(model, at(rows[i]));
}

#ifdef __AVR__
void idle() {
  for (size_t i = 0; i < samples; ++i) static_cast<void>(at(rows[i]));
}
#endif

void once() { learn(model, at(rows[0])); }

int32_t check() {
  model.reset();
  for (int i = 0; i < 20; ++i) kernel();
  return missed(model);
}

}  // namespace bench
