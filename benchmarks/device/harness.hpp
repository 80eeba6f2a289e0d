// harness.hpp - what a program to be counted on a chip defines, and where its buffers go.
//
// The same objects are linked twice. With harness.cpp kernel() is run: instructions, stack, and the
// answer of check(). With size.cpp once() is weighed against a program that does nothing.
// Buffers that a caller has anyway (samples, results) go into sections that are not weighed.
#pragma once

#include <stdint.h>

#define BENCH_IN_FLASH __attribute__((section(".bench_flash"), aligned(16)))
#define BENCH_IN_RAM __attribute__((section(".bench_ram"), aligned(16)))

namespace bench {

extern const uint32_t units;  // pieces of work that kernel() does: rows, samples
void kernel();
void once();      // the same work for one unit
int32_t check();  // a number that shows that the work was right

}  // namespace bench
