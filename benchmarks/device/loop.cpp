// loop.cpp - a kernel of known length, to check the counter: see counter.self_test.
#include "harness.hpp"

#ifndef LOOPS
#define LOOPS 1000
#endif

namespace bench {

const uint32_t units = 1;

/// A load, four instructions a turn, and the return; the return is in the empty function as well.
[[gnu::naked, gnu::noinline]] void kernel() {
  asm volatile(
      ".syntax unified\n"
      "  ldr r0, =%c0\n"
      "1:\n"
      "  nop\n"
      "  nop\n"
      "  subs r0, #1\n"
      "  bne 1b\n"
      "  bx lr\n"
      "  .ltorg\n" ::"i"(LOOPS));
}

void once() { kernel(); }

int32_t check() { return LOOPS; }

}  // namespace bench
