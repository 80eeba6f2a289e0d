// hoeffding_tree_bench.cpp - a tree that learns from a stream: 8 features, 4 classes, 15 splits.
//
//   SAMPLE  float, int16_t
//   WORK    label_of: the class of a sample, majority in leaves; label_bayes: the same by naive
//   Bayes;
//           learn: one more sample; learn_bayes: the same where leaves are adaptive;
//           learn_look: one more sample and a look for a split
#include "harness.hpp"

#include "mote/model/trees/hoeffding_tree.hpp"

namespace {

constexpr size_t features = 8;
constexpr uint32_t samples = 64;
enum class label : uint8_t { first, second, third, fourth };

using leaf = mote::hoeffding_leaf;
constexpr mote::hoeffding_options splits{}, never{0xFFFF}, always{1, 0, 0xFFFF, 255};
template <leaf Leaf>
using tree = mote::hoeffding_tree<label, SAMPLE, features, 4, 15, 2, Leaf>;

struct label_of {
  using model = tree<leaf::majority>;
  static constexpr mote::hoeffding_options options = splits;
  static constexpr bool learns = false;
};
struct label_bayes {
  using model = tree<leaf::adaptive>;
  static constexpr mote::hoeffding_options options = never;
  static constexpr bool learns = false;
};
struct learn {
  using model = tree<leaf::majority>;
  static constexpr mote::hoeffding_options options = never;
  static constexpr bool learns = true;
};
struct learn_bayes {
  using model = tree<leaf::adaptive>;
  static constexpr mote::hoeffding_options options = never;
  static constexpr bool learns = true;
};
struct learn_look {
  using model = tree<leaf::majority>;
  static constexpr mote::hoeffding_options options = always;
  static constexpr bool learns = true;
};

struct row {
  SAMPLE x[features];
  label y;  // of the signs of the first two
};
constexpr mote::array<row, samples> made() {
  mote::array<row, samples> all{};
  uint32_t state = 1;
  for (row& one : all) {
    for (SAMPLE& value : one.x) {
      state = state * 1664525u + 1013904223u;
      value = static_cast<SAMPLE>(static_cast<int32_t>(state >> 16) - 32768);
    }
    one.y = static_cast<label>((one.x[0] > 0 ? 2 : 0) + (one.x[1] > 0 ? 1 : 0));
  }
  return all;
}
BENCH_IN_FLASH constexpr mote::array<row, samples> rows = made();
WORK::model model{WORK::options};

[[gnu::noinline]] void work(const row& one) {
  if constexpr (WORK::learns) {
    static_cast<void>(model.partial_fit(one.x, one.y).ok());
  } else {
    label answer{};
    static_cast<void>(mote::predict(model, one.x, answer).ok());
    static volatile label seen;
    seen = answer;
  }
}
void train() {
  model.reset();
  for (int pass = 0; pass < 5; ++pass) {
    for (size_t i = 0; i < samples; ++i) {
      const row& one = bench::at(rows[i]);
      static_cast<void>(model.partial_fit(one.x, one.y).ok());
    }
  }
}

}  // namespace

namespace bench {

const uint32_t units = samples;

void kernel() {
  train();
  for (size_t i = 0; i < samples; ++i) work(at(rows[i]));
}
void idle() {
  train();
  for (size_t i = 0; i < samples; ++i) static_cast<void>(at(rows[i]));
}
void once() { work(at(rows[0])); }

/// Wrong labels of the rows that it has learnt.
int32_t check() {
  int32_t wrong = 0;
  for (size_t i = 0; i < samples; ++i) {
    const row& one = at(rows[i]);
    wrong += mote::predict(model, one.x) != one.y;
  }
  return wrong;
}

}  // namespace bench
