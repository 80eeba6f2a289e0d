// loop.cpp - a kernel of known length, to check the counter: see self_test of chip/counter.py.
#include "harness.hpp"

#ifndef LOOPS
#define LOOPS 1000
#endif

namespace bench {

const uint32_t units = 1;

// Four instructions a turn, on AVR four cycles; the return is in the empty function as well.
#if defined(__AVR__)
constexpr int32_t length = 4l * LOOPS + 1;
#define LOOP             \
  "  ldi r24, lo8(%0)\n" \
  "  ldi r25, hi8(%0)\n" \
  "1:\n"                 \
  "  sbiw r24, 1\n"      \
  "  brne 1b\n"          \
  "  ret\n"
#elif defined(__riscv)
constexpr int32_t length = 4 * LOOPS + 2;
#define LOOP                  \
  "  lui a5, %%hi(%0)\n"      \
  "  addi a5, a5, %%lo(%0)\n" \
  "1:\n"                      \
  "  nop\n"                   \
  "  nop\n"                   \
  "  addi a5, a5, -1\n"       \
  "  bnez a5, 1b\n"           \
  "  ret\n"
#else
constexpr int32_t length = 4 * LOOPS + 1;
#define LOOP          \
  ".syntax unified\n" \
  "  ldr r0, =%c0\n"  \
  "1:\n"              \
  "  nop\n"           \
  "  nop\n"           \
  "  subs r0, #1\n"   \
  "  bne 1b\n"        \
  "  bx lr\n"         \
  "  .ltorg\n"
#endif

[[gnu::naked, gnu::noinline]] void kernel() { asm volatile(LOOP ::"i"(LOOPS)); }

void once() { kernel(); }

int32_t check() { return length; }

}  // namespace bench
