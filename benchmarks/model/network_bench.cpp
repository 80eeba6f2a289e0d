// network_bench.cpp - a network of a file, counted by networks.py: instructions of a run.
//
// model.hpp is its header, in the namespace net; samples.inc has samples, and answers.inc the
// numbers of the last layer for each. check() is how many of these come out.
#include "model.hpp"
//
#include <mote/nn/stream.hpp>

#include "harness.hpp"

namespace {

using model_type = mote::traits::remove_cvref_t<decltype(net::model)>;
using sample = mote::array<model_type::feature_type, model_type::features>;
using answer = mote::array<model_type::output_type, model_type::outputs>;

BENCH_IN_FLASH const sample samples[] = {
#include "samples.inc"
};
BENCH_IN_FLASH const answer answers[] = {
#include "answers.inc"
};
constexpr uint32_t count = sizeof samples / sizeof(sample);

mote::traits::choose_t<(model_type::state_bytes > 0), mote::stream<net::model>,
                       mote::workspace<net::model>>
    ram;
BENCH_IN_RAM answer out;

template <const auto& Model>
void begin(mote::stream<Model>& along) {
  along.reset();
}
template <const auto& Model>
void begin(mote::workspace<Model>&) {}

[[gnu::noinline]] void infer(const sample& x) { mote::run(net::model, x, out, ram); }

}  // namespace

namespace bench {

BENCH_IN_RAM sample probe;  // others might write to it, for all that the compiler knows

const uint32_t units = count;

void kernel() {
  for (uint32_t i = 0; i < count; ++i) infer(at(samples[i]));
}

void once() { infer(probe); }

int32_t check() {
  int32_t right = 0;
  begin(ram);
  for (uint32_t i = 0; i < count; ++i) {
    infer(at(samples[i]));
    const answer& expected = at(answers[i]);
    for (size_t k = 0; k < out.size(); ++k) right += out[k] == expected[k];
  }
  return right;
}

}  // namespace bench
