// machine.hpp - the timer and the stack of the machine that a program is counted on.
//
// QEMU runs with -icount shift=0: an instruction takes one virtual nanosecond.
//   Cortex-M     SysTick counts the board's clock: a tick is a number of instructions, which the
//                host knows (boards.csv)
//   RISC-V       minstret counts instructions
//   ATmega       simavr is exact to the cycle, and timer 1 counts cycles; the overflows of its 16
//                bits are counted by an interrupt, whose own cycles are measured and taken off
#pragma once

#include <stdint.h>

#if defined(__AVR__)

#include <avr/interrupt.h>
#include <avr/io.h>

extern "C" {
extern uint8_t __heap_start[];
inline volatile uint16_t overflows;
}

/// Takes the same number of cycles each time.
[[gnu::naked, gnu::used]] ISR(TIMER1_OVF_vect) {
  asm volatile(
      "  push r24\n"
      "  push r25\n"
      "  in r24, 0x3f\n"
      "  push r24\n"
      "  lds r24, overflows\n"
      "  lds r25, overflows + 1\n"
      "  adiw r24, 1\n"
      "  sts overflows + 1, r25\n"
      "  sts overflows, r24\n"
      "  pop r24\n"
      "  out 0x3f, r24\n"
      "  pop r25\n"
      "  pop r24\n"
      "  reti\n" ::);
}

namespace machine {

using cell = uint8_t;  // what the stack is measured in
constexpr uint32_t enough = 0;

inline uint16_t handler_cycles;

inline cell* stack_limit() { return __heap_start; }
inline cell* stack_pointer() { return reinterpret_cast<cell*>(SP + 1); }

inline void start(bool count_overflows = true) {
  cli();
  TCCR1A = 0;
  TCCR1B = 1 << CS10;
  TIMSK1 = count_overflows ? 1 << TOIE1 : 0;
  overflows = 0;
  TCNT1 = 0;
  TIFR1 = 1 << TOV1;
  sei();
}

inline uint32_t stop() {
  cli();
  const uint16_t low = TCNT1;
  const uint16_t handled = overflows;
  const uint16_t high = handled + ((TIFR1 & 1 << TOV1) != 0 && low < 0x8000 ? 1 : 0);
  return (static_cast<uint32_t>(high) << 16 | low) -
         static_cast<uint32_t>(handled) * handler_cycles;
}

/// 80,000 cycles with the handler, which runs once, and without: the difference is what it takes.
inline void prepare() {
  uint16_t low[2];
  for (uint8_t with = 0; with < 2; ++with) {
    start(with != 0);
    uint16_t turns = 20000;
    asm volatile("1: sbiw %0, 1\n  brne 1b" : "+w"(turns));
    low[with] = static_cast<uint16_t>(stop());
  }
  handler_cycles = low[1] - low[0];
}

#else  // QEMU

extern "C" uint32_t stack_limit[];

namespace machine {

using cell = uint32_t;

inline cell* stack_limit() { return ::stack_limit; }
#ifdef __riscv

constexpr uint32_t enough = 0;

inline cell* stack_pointer() {
  cell* at;
  asm volatile("mv %0, sp" : "=r"(at));
  return at;
}

inline uint32_t executed() {
  uint32_t count;
  asm volatile(".option push\n.option arch, +zicsr\ncsrr %0, minstret\n.option pop" : "=r"(count));
  return count;
}

inline uint32_t started;

inline void prepare() {}
inline void start() { started = executed(); }
inline uint32_t stop() { return executed() - started; }

#else  // Cortex-M

constexpr uint32_t enough = 65536;  // ticks: one more or less is 0.002 %

inline cell* stack_pointer() {
  cell* at;
  asm volatile("mov %0, sp" : "=r"(at));
  return at;
}

struct systick {
  volatile uint32_t control, reload, value;
};
inline systick& timer() { return *reinterpret_cast<systick*>(0xe000e010); }
constexpr uint32_t enable = 1u << 0, core_clock = 1u << 2, wrapped = 1u << 16, longest = 0xffffff;

inline uint32_t started;

inline void prepare() { timer().reload = longest; }

inline void start() {
  timer().control = enable | core_clock;
  timer().value = 0;  // any write clears the value and `wrapped`; the next tick reloads
  while (timer().value == 0) {
  }
  started = timer().value;
  (void)timer().control;  // reading clears `wrapped`
}

/// 0 when it took longer than the timer is wide.
inline uint32_t stop() {
  const uint32_t end = timer().value;
  return (timer().control & wrapped) != 0 ? 0 : started - end;
}

#endif
#endif

}  // namespace machine
