// harness.cpp - counts what bench::kernel takes, and the stack it needs, and prints them.
//
// What the loop, the call, and bench::idle take is measured as well, and the host takes it off.
#include "harness.hpp"

#include "console.hpp"
#include "machine.hpp"

[[gnu::weak]] void bench::idle() {}

namespace {

using function = void (*)();

/// Ticks of `count` calls; 0 when they took longer than the timer counts.
[[gnu::noinline]] uint32_t ticks(volatile function& which, uint32_t count) {
  const function run = which;
  machine::start();
  for (uint32_t i = 0; i < count; ++i) run();
  return machine::stop();
}

/// Bytes below this frame that `run` wrote, its own return address included.
[[gnu::noinline]] uint32_t stack(volatile function& run) {
  constexpr machine::cell paint = static_cast<machine::cell>(0x5ca1ab1e);
  machine::cell* const top = machine::stack_pointer();
  for (machine::cell* p = machine::stack_limit(); p < top; ++p) {
    *static_cast<volatile machine::cell*>(p) = paint;
  }
  run();
  const machine::cell* p = machine::stack_limit();
  while (p < top && *p == paint) ++p;
  return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(top) - reinterpret_cast<uintptr_t>(p));
}

void print(const char* name, int32_t value) {
  char digits[12];
  char* at = digits + sizeof digits;
  *--at = 0;
  uint32_t rest = value < 0 ? 0 - static_cast<uint32_t>(value) : static_cast<uint32_t>(value);
  do {
    *--at = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  console::print(name);
  console::print(value < 0 ? "=-" : "=");
  console::print(at);
  console::print(" ");
}

[[gnu::noinline]] void nothing() { asm volatile("" ::: "memory"); }

}  // namespace

extern "C" int main() {
  volatile function kernel = bench::kernel, idle = bench::idle, empty = nothing;
  machine::prepare();

  const uint32_t used = stack(kernel) - stack(empty);
  const uint32_t once = ticks(kernel, 1);
  const uint32_t count = once == 0 ? 1 : machine::enough / once + 1;
  const uint32_t spent = ticks(kernel, count);
  const uint32_t unspent = ticks(idle, count);
  console::print("RESULT ");
  print("ticks", static_cast<int32_t>(spent));
  print("empty", static_cast<int32_t>(unspent));
  print("count", static_cast<int32_t>(count));
  print("units", static_cast<int32_t>(bench::units));
  print("stack", static_cast<int32_t>(used));
  print("check", bench::check());
  console::print("\n");
  console::end();
}

extern "C" [[noreturn]] void fault() {
  console::print("FAULT\n");
  console::end();
}
