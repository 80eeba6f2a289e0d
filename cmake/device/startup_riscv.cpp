// startup_riscv.cpp - reset of RV32 on QEMU's board `virt`; memory as link.ld.in lays it out.
#include <stdint.h>

extern "C" {

extern uint32_t data_image[], data_begin[], data_end[], bss_begin[], bss_end[];
int main();

[[gnu::weak]] void fault() {
  for (;;) {
  }
}

[[gnu::used]] static void start() {
  const uint32_t* from = data_image;
  for (uint32_t* to = data_begin; to < data_end;) *to++ = *from++;
  for (uint32_t* to = bss_begin; to < bss_end;) *to++ = 0;
  main();
  fault();
}

/// The machine starts here, at the first address of its memory, and comes back for every trap.
[[gnu::naked, gnu::section(".vectors"), gnu::used]] void reset() {
  asm volatile(
      ".option push\n.option norelax\n"
      "  la gp, __global_pointer$\n"
      ".option pop\n"
      "  la sp, stack_top\n"
      "  la t0, fault\n"
      ".option push\n.option arch, +zicsr\n"
      "  csrw mtvec, t0\n"
      ".option pop\n"
      "  tail start\n"
      ".balign 4\n");
}

}  // extern "C"
