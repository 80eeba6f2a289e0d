// harness.cpp - counts the instructions and the stack of bench::kernel, and prints them.
//
// QEMU runs with -icount shift=0: an instruction takes one virtual nanosecond. SysTick counts
// cycles of the board's clock, so a tick is a fixed number of instructions, which the host knows.
// What the loop and the call cost is measured on an empty function and taken off.
#include "harness.hpp"

#include "semihosting.hpp"

extern "C" uint32_t stack_limit[];

namespace {

using function = void (*)();

struct systick {
  volatile uint32_t control, reload, value;
};
systick& timer() { return *reinterpret_cast<systick*>(0xe000e010); }
constexpr uint32_t enable = 1u << 0, core_clock = 1u << 2, wrapped = 1u << 16, longest = 0xffffff;

[[gnu::noinline]] void nothing() { asm volatile("" ::: "memory"); }

/// Ticks of `count` calls; 0 when they took longer than the timer is wide.
[[gnu::noinline]] uint32_t ticks(volatile function& which, uint32_t count) {
  const function run = which;
  timer().control = enable | core_clock;
  timer().value = 0;  // any write clears the value and `wrapped`; the next tick reloads
  while (timer().value == 0) {
  }
  const uint32_t start = timer().value;
  (void)timer().control;  // reading clears `wrapped`
  for (uint32_t i = 0; i < count; ++i) run();
  const uint32_t end = timer().value;
  return (timer().control & wrapped) != 0 ? 0 : start - end;
}

/// Bytes below this frame that `run` wrote, its own return address included.
[[gnu::noinline]] uint32_t stack(volatile function& run) {
  constexpr uint32_t paint = 0x5ca1ab1e;
  uint32_t* top;
  asm volatile("mov %0, sp" : "=r"(top));
  for (uint32_t* p = stack_limit; p < top; ++p) *static_cast<volatile uint32_t*>(p) = paint;
  run();
  const uint32_t* p = stack_limit;
  while (p < top && *p == paint) ++p;
  return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(top) - reinterpret_cast<uintptr_t>(p));
}

}  // namespace

extern "C" int main() {
  constexpr uint32_t enough = 65536;  // ticks: one more or less is 0.002 %
  volatile function kernel = bench::kernel, empty = nothing;
  timer().reload = longest;

  const uint32_t used = stack(kernel) - stack(empty);
  const uint32_t once = ticks(kernel, 1);
  const uint32_t count = once == 0 ? 1 : enough / once + 1;
  semihosting::print("RESULT ");
  semihosting::print("ticks", ticks(kernel, count));
  semihosting::print("empty", ticks(empty, count));
  semihosting::print("count", count);
  semihosting::print("units", bench::units);
  semihosting::print("stack", used);
  semihosting::print("check", bench::check());
  semihosting::print("\n");
  semihosting::end(0);
}

extern "C" [[noreturn]] void fault() {
  semihosting::print("FAULT\n");
  semihosting::end(1);
}
