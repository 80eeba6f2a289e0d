// startup.cpp - vector table and reset of every Cortex-M; memory as link.ld.in lays it out.
#include <stdint.h>

extern "C" {

extern uint32_t stack_top[], data_image[], data_begin[], data_end[], bss_begin[], bss_end[];
int main();

[[gnu::weak]] void fault() {
  for (;;) {
  }
}

[[noreturn]] void reset() {
#ifdef __ARM_FP
  *reinterpret_cast<volatile uint32_t*>(0xe000ed88) |= 0xfu << 20;  // CPACR: FPU and Helium on
#endif
#ifdef __ARM_FEATURE_MVE
  *reinterpret_cast<volatile uint32_t*>(0xe000ed14) |= 1u << 19;  // CCR.LOB: hardware loops
#endif
  asm volatile("dsb\n\tisb" ::: "memory");

  const uint32_t* from = data_image;
  for (uint32_t* to = data_begin; to < data_end;) *to++ = *from++;
  for (uint32_t* to = bss_begin; to < bss_end;) *to++ = 0;
  main();
  fault();
  for (;;) {
  }
}

#define HANDLER(name) reinterpret_cast<const void*>(&name)
[[gnu::section(".vectors"), gnu::used]] const void* const vectors[16] = {
    stack_top,      HANDLER(reset), HANDLER(fault), HANDLER(fault),
    HANDLER(fault), HANDLER(fault), HANDLER(fault),
};

}  // extern "C"
