// harness.hpp - what a program to be counted on a chip defines, and where its buffers go.
//
// The same objects are linked twice. With harness.cpp kernel() is run: instructions, stack, and the
// answer of check(). With size.cpp once() is weighed against a program that does nothing.
// Buffers that a caller has anyway (samples, results) go into sections that are not weighed.
#pragma once

#include <stdint.h>

#ifdef __AVR__
#define BENCH_IN_FLASH __attribute__((section(".progmem.bench")))  // read it with bench::at
#define BENCH_IN_RAM __attribute__((section(".noinit")))
#else
#define BENCH_IN_FLASH __attribute__((section(".bench_flash"), aligned(16)))
#define BENCH_IN_RAM __attribute__((section(".bench_ram"), aligned(16)))
#endif

namespace bench {

/// What lies BENCH_IN_FLASH; on AVR a copy in RAM, made by the instruction that reads flash.
#ifdef __AVR__
template <class T>
[[gnu::noinline]] const T& at(const T& place) {
  BENCH_IN_RAM static uint8_t copy[sizeof(T)];
  const uint8_t* from = reinterpret_cast<const uint8_t*>(&place);
  for (uint8_t& to : copy) asm volatile("lpm %0, Z+" : "=r"(to), "+z"(from));
  return *reinterpret_cast<const T*>(copy);
}
#else
template <class T>
[[gnu::always_inline]] inline const T& at(const T& place) {
  return place;
}
#endif

extern const uint32_t units;  // pieces of work that kernel() does: rows, samples
void kernel();
void idle();      // what of kernel() is not the work, and is taken off its count; may be left out
void once();      // the same work for one unit
int32_t check();  // a number that shows that the work was right

}  // namespace bench
