// size.cpp - the program that is weighed: does the work once; with BENCH_EMPTY nothing.
#ifndef BENCH_EMPTY
#include "harness.hpp"
#endif

extern "C" int main() {
#ifndef BENCH_EMPTY
  bench::once();
#endif
  for (;;) {
  }
}
