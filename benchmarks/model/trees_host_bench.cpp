// trees_host_bench.cpp - the predictions of trees_bench.cpp on the host, timed by Google Benchmark.
#include <benchmark/benchmark.h>

#include "trees_bench.cpp"  // kernel() and check()

namespace {

void rows_200(benchmark::State& state) {
  for (auto _ : state) bench::kernel();
  state.counters["check"] = bench::check();
}
BENCHMARK(rows_200);

}  // namespace

BENCHMARK_MAIN();
