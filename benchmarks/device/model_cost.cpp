// model_cost.cpp - a user's model, to be counted on a chip: chip/measure.py compiles it.
//
// model.hpp is the user's header, NAMESPACE its namespace. With -DUNROLLED the model is code, else
// a table. rows.inc has the samples, or with -DMADE the number of those to make: on thresholds
// where the model has a table of splits, else anywhere. -DNETWORK is for models in a workspace.
#include "model.hpp"
//
#include <mote/core/bits.hpp>
#include <mote/core/ordered.hpp>
#ifdef NETWORK
#include <mote/nn/stream.hpp>
#endif

#include "harness.hpp"

namespace {

namespace m = NAMESPACE;
using model_type = mote::traits::remove_cvref_t<decltype(m::model)>;
using feature = model_type::feature_type;
constexpr size_t features = model_type::features;
using sample = mote::array<feature, features>;

#ifdef MADE

constexpr uint32_t row_count =
#include "rows.inc"
    ;

template <class Number>
constexpr Number number_of(Number key, Number) {
  return key;
}
MOTE_BIT_CONSTEXPR float number_of(int32_t key, float) {
  return mote::bit_cast<float>(key ^ static_cast<int32_t>(static_cast<uint32_t>(key >> 31) >> 1));
}

/// Puts a feature onto the threshold of a split, or one step above.
template <class Split>
MOTE_BIT_CONSTEXPR void place(sample& x, const Split& split, bool up) {
  using key = mote::key_t<feature>;
  const key next = static_cast<key>(static_cast<uint32_t>(split.threshold) + 1);
  const feature on = number_of(static_cast<key>(split.threshold), feature{});
  const feature above = number_of(next, feature{});
  x[split.feature / sizeof(feature)] = up && above > on ? above : on;
}

/// The generator of Numerical Recipes.
constexpr uint32_t after(uint32_t random) { return random * 1664525u + 1013904223u; }

/// Fills the rows with thresholds of a model that has a table of splits.
template <class Model>
MOTE_BIT_CONSTEXPR auto fill(mote::array<sample, row_count>& rows, const Model& model, int)
    -> decltype(void(model.table.splits)) {
  const auto& splits = model.table.splits;
  sample x{};
  for (const auto& split : splits) place(x, split, false);
  uint32_t random = 1;
  for (sample& row : rows) {
    for (size_t i = 0; i < 2 * features; ++i) {
      random = after(random);
      place(x, splits[(random >> 8) % splits.size()], (random >> 7 & 1) != 0);
    }
    row = x;
  }
}

/// Fills them with values of -128 to 127, for every other model.
template <class Model>
constexpr void fill(mote::array<sample, row_count>& rows, const Model&, long) {
  uint32_t random = 1;
  for (sample& row : rows) {
    for (feature& x : row) {
      random = after(random);
      x = static_cast<feature>(static_cast<int32_t>(random >> 24) - 128);
    }
  }
}

MOTE_BIT_CONSTEXPR mote::array<sample, row_count> made() {
  mote::array<sample, row_count> rows{};
  fill(rows, m::model, 0);
  return rows;
}

BENCH_IN_FLASH constexpr mote::array<sample, row_count> rows = made();

#else

BENCH_IN_FLASH const sample rows[] = {
#include "rows.inc"
};
constexpr uint32_t row_count = sizeof rows / sizeof(sample);

#endif

#ifdef NETWORK

mote::traits::choose_t<(model_type::state_bytes > 0), mote::stream<m::model>,
                       mote::workspace<m::model>>
    ram;
BENCH_IN_RAM mote::array<model_type::output_type, model_type::outputs> out;

[[gnu::always_inline]] inline auto predict(const sample& x) {
  mote::run(m::model, x, out, ram);
  return out[0];
}

#else

[[gnu::always_inline]] inline auto predict(const sample& x) {
#ifdef UNROLLED
  return mote::predict<m::model>(x);
#else
  return mote::predict(m::model, x);
#endif
}

#endif

using answer = decltype(predict(sample{}));
BENCH_IN_RAM volatile answer result;

[[gnu::noinline]] void infer(const sample& x) { result = predict(x); }

uint32_t number(float) { return 0; }  // may differ in its last bit: not compared
template <class Label>
uint32_t number(Label label) {
  return static_cast<uint32_t>(label);
}

}  // namespace

namespace bench {

BENCH_IN_RAM sample probe;  // others might write to it, for all that the compiler knows

const uint32_t units = row_count;

void kernel() {
  for (uint32_t i = 0; i < row_count; ++i) infer(at(rows[i]));
}

#ifdef __AVR__
void idle() {
  for (uint32_t i = 0; i < row_count; ++i) at(rows[i]);
}
#endif

void once() { infer(probe); }

/// The same for the same predictions.
int32_t check() {
  uint32_t sum = 0;
  for (uint32_t i = 0; i < row_count; ++i) {
    infer(at(rows[i]));
    sum = sum * 31 + number(static_cast<answer>(result)) + 1;
  }
  return static_cast<int32_t>(sum);
}

}  // namespace bench
