// project_mve.hpp - four rows at once with Helium vectors: Cortex-M52, M55, M85. Floor 1.
#pragma once

#include "project_scalar.hpp"

#if MOTE_HAS_MVE
#include <arm_mve.h>

namespace mote::kernel {

namespace detail::nn {
/// The numbers of `count` outputs from k on, as finished() gives them; of plain layers.
///
/// Time     14 instructions for four; the tail is a turn with lanes left out. By hand: GCC 12 has
///          no such turns for intrinsics
MOTE_ALWAYS_INLINE void finish_sums(const layer_weights<int8_t>& layer, size_t k,
                                    const int32_t* sums, uint32_t count, int8_t* out) noexcept {
  const int32_t* factors = layer.factors + k;
  const int8_t* shifts = layer.shifts + k;
  const int32_t zero = layer.zero, lowest = layer.lowest, highest = 127;
  __asm__ volatile(
      "vdup.32 q3, %[lowest]\n\t"
      "vdup.32 q2, %[highest]\n\t"
      "dlstp.32 lr, %[count]\n\t"
      "1:\n\t"
      "vldrb.s32 q1, [%[shifts]], #4\n\t"
      "vldrw.32 q0, [%[sums]], #16\n\t"
      "vldrw.32 q4, [%[factors]], #16\n\t"
      "vqrdmulh.s32 q0, q0, q4\n\t"
      "vneg.s32 q1, q1\n\t"
      "vand q4, q0, q1\n\t"
      "vshr.s32 q4, q4, #31\n\t"
      "vadd.i32 q0, q0, q4\n\t"
      "vrshl.s32 q0, q0, q1\n\t"
      "vadd.i32 q0, q0, %[zero]\n\t"
      "vmin.s32 q0, q0, q2\n\t"
      "vmax.s32 q0, q0, q3\n\t"
      "vstrb.32 q0, [%[out]], #4\n\t"
      "letp lr, 1b\n\t"
      : [sums] "+r"(sums), [factors] "+r"(factors), [shifts] "+l"(shifts), [out] "+l"(out)
      : [count] "r"(count), [zero] "r"(zero), [lowest] "r"(lowest), [highest] "r"(highest)
      : "q0", "q1", "q2", "q3", "q4", "lr", "cc", "memory");
}

/// sums = from + the products of Vectors * 16 inputs, or up to 15 less, of two rows and the next
/// two.
///
/// Shape    the next row is `step` bytes behind; `last` inputs are in the last vector
/// Time     4 * Vectors + 5 instructions for two rows: the sample stays in Q4 to Q7
template <int Vectors>
MOTE_ALWAYS_INLINE void pairs_of_rows(const int8_t* x, uint32_t last, const int8_t* w,
                                      uint32_t step, uint32_t pairs, const int32_t* from,
                                      int32_t* sums) noexcept {
  __asm__ volatile(
      ".macro mote_row sum\n\t"
      "vldrb.8 q0, [%[w]]\n\t"
      ".if %c[vectors] > 1\n\t"
      "vldrb.8 q1, [%[w], #16]\n\t"
      ".endif\n\t"
      "vmladava.s8 \\sum, q0, q4\n\t"
      ".if %c[vectors] > 2\n\t"
      "vldrb.8 q0, [%[w], #32]\n\t"
      ".endif\n\t"
      ".if %c[vectors] > 1\n\t"
      "vmladava.s8 \\sum, q1, q5\n\t"
      ".endif\n\t"
      ".if %c[vectors] > 3\n\t"
      "vldrb.8 q1, [%[w], #48]\n\t"
      ".endif\n\t"
      ".if %c[vectors] > 2\n\t"
      "vmladava.s8 \\sum, q0, q6\n\t"
      ".endif\n\t"
      ".if %c[vectors] > 3\n\t"
      "vmladava.s8 \\sum, q1, q7\n\t"
      ".endif\n\t"
      "add %[w], %[w], %[step]\n\t"
      ".endm\n\t"
      ".if %c[vectors] > 1\n\t"
      "vldrb.8 q4, [%[x]], #16\n\t"
      ".endif\n\t"
      ".if %c[vectors] > 2\n\t"
      "vldrb.8 q5, [%[x]], #16\n\t"
      ".endif\n\t"
      ".if %c[vectors] > 3\n\t"
      "vldrb.8 q6, [%[x]], #16\n\t"
      ".endif\n\t"
      "vctp.8 %[last]\n\t"
      "vpst\n\t"
      "vldrbt.8 q%c[end], [%[x]]\n\t"
      "dls lr, %[pairs]\n\t"
      "1:\n\t"
      "ldrd r0, r2, [%[from]], #8\n\t"
      "mote_row r0\n\t"
      "mote_row r2\n\t"
      "strd r0, r2, [%[sums]], #8\n\t"
      "le lr, 1b\n\t"
      ".purgem mote_row\n\t"
      : [x] "+r"(x), [w] "+r"(w), [from] "+r"(from), [sums] "+r"(sums)
      : [last] "r"(last), [step] "r"(step), [pairs] "r"(pairs), [vectors] "n"(Vectors),
        [end] "n"(Vectors + 3)
      : "r0", "r2", "q0", "q1", "q4", "q5", "q6", "q7", "p0", "lr", "cc", "memory");
}

/// sums = from + the products of up to 64 inputs and the rows.
MOTE_NOINLINE inline void products_of_rows(const int8_t* x, uint32_t count, const int8_t* w,
                                           uint32_t step, uint32_t pairs, const int32_t* from,
                                           int32_t* sums) noexcept {
  if (count > 48) {
    pairs_of_rows<4>(x, count - 48, w, step, pairs, from, sums);
  } else if (count > 32) {
    pairs_of_rows<3>(x, count - 32, w, step, pairs, from, sums);
  } else if (count > 16) {
    pairs_of_rows<2>(x, count - 16, w, step, pairs, from, sums);
  } else {
    pairs_of_rows<1>(x, count, w, step, pairs, from, sums);
  }
}

/// Where rows_by_three() is: it keeps this in memory, since sums and samples take all registers.
struct three_rows_state {
  const int8_t* x;  // of the first of two samples
  const int8_t* w;
  const int32_t* start;
  int32_t* sums;  // of the first sample; those of the second are 144 bytes behind
  uint32_t blocks;
};

/// The sums of two samples and of three rows a block.
///
/// Time     12 instructions for 96 products, and 24 a block; the tail is a turn with lanes left
/// out.
///          R7, which a debugger's build has for the frame, is put aside
MOTE_ALWAYS_INLINE void rows_by_three(three_rows_state& at, uint32_t inputs) noexcept {
  register three_rows_state* state __asm__("r12") = &at;
  register uint32_t count __asm__("r11") = inputs;
  __asm__ volatile(
      "push {r7}\n\t"
      "mov r7, r12\n\t"
      "1:\n\t"
      "ldrd r1, r5, [r7]\n\t"
      "ldr lr, [r7, #8]\n\t"
      "add r3, r1, r11\n\t"
      "add r9, r5, r11\n\t"
      "ldmia lr!, {r0, r2, r4}\n\t"
      "add r12, r9, r11\n\t"
      "mov r6, r0\n\t"
      "str lr, [r7, #8]\n\t"
      "mov r8, r2\n\t"
      "add lr, r12, r11\n\t"
      "mov r10, r4\n\t"
      "str lr, [r7, #4]\n\t"
      "dlstp.8 lr, r11\n\t"
      "2:\n\t"
      "vldrb.8 q0, [r1], #16\n\t"
      "vldrb.8 q2, [r5], #16\n\t"
      "vmladava.s8 r0, q0, q2\n\t"
      "vldrb.8 q1, [r3], #16\n\t"
      "vmladava.s8 r6, q1, q2\n\t"
      "vldrb.8 q2, [r9], #16\n\t"
      "vmladava.s8 r2, q0, q2\n\t"
      "vldrb.8 q3, [r12], #16\n\t"
      "vmladava.s8 r8, q1, q2\n\t"
      "vmladava.s8 r4, q0, q3\n\t"
      "vmladava.s8 r10, q1, q3\n\t"
      "letp lr, 2b\n\t"
      "ldrd lr, r1, [r7, #12]\n\t"
      "strd r6, r8, [lr, #144]\n\t"
      "str r10, [lr, #152]\n\t"
      "stmia lr!, {r0, r2, r4}\n\t"
      "subs r1, r1, #1\n\t"
      "strd lr, r1, [r7, #12]\n\t"
      "bne 1b\n\t"
      "pop {r7}\n\t"
      : "+r"(state)
      : "r"(count)
      : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r8", "r9", "r10", "q0", "q1", "q2", "q3", "lr",
        "cc", "memory");
}

/// Two samples through a layer of three outputs or more. The last three rows of 36 may be taken
/// twice.
MOTE_NOINLINE inline void project_two(const layer_weights<int8_t>& layer, const int8_t* x,
                                      int8_t* out) noexcept {
  const uint32_t inputs = layer.inputs, outputs = layer.outputs;
  int32_t held[2 + 36 + 36 + 2];
  int32_t* const sums = held + 2;
  for (uint32_t k = 0; k < outputs; k += 36) {
    const uint32_t rows = outputs - k < 36 ? outputs - k : 36;
    three_rows_state at{x, layer.weights + k * inputs, layer.start + k, sums, rows / 3};
    if (at.blocks != 0) rows_by_three(at, inputs);
    if (const uint32_t back = 3 - rows % 3; back != 3) {
      at = {x, at.w - back * inputs, at.start - back, at.sums - back, 1};
      rows_by_three(at, inputs);
    }
    finish_sums(layer, k, sums, rows, out + k);
    finish_sums(layer, k, sums + 36, rows, out + outputs + k);
  }
}
}  // namespace detail::nn

constexpr bool is_read_before_written(const layer_weights<int8_t>& layer, target::mve) noexcept {
  return layer.is_plain && layer.inputs <= 64 && layer.outputs <= 64 && layer.outputs >= 4;
}

/// Up to 64 rows are finished together. Where inputs are no multiple of 16, and of an odd number of
/// rows, up to 16 bytes behind the last are read: other numbers of its constant.
inline void project(const layer_weights<int8_t>& layer, const int8_t* x, size_t count, int8_t* out,
                    target::mve) noexcept {
  const uint32_t inputs = layer.inputs, outputs = layer.outputs;
  if (outputs < 4) return project(layer, x, count, out, target::scalar{});
  if (count == 2 && inputs > 64) return detail::nn::project_two(layer, x, out);
  int32_t sums[64];
  for (; count != 0; --count) {
    const int8_t* w = layer.weights;
    for (uint32_t k = 0; k < outputs; k += 64) {
      const uint32_t rows = outputs - k < 64 ? outputs - k : 64;
      const int32_t* from = layer.start + k;
      for (uint32_t i = 0; i < inputs; i += 64) {
        const uint32_t now = inputs - i < 64 ? inputs - i : 64;
        if (rows >= 2)
          detail::nn::products_of_rows(x + i, now, w + i, inputs, rows / 2, from, sums);
        if (const uint32_t row = rows - 1; rows % 2 != 0)  // twice, the other sum is no one's
          detail::nn::products_of_rows(x + i, now, w + row * inputs + i, 0, 1, from + row,
                                       sums + row);
        from = sums;
      }
      detail::nn::finish_sums(layer, k, sums, rows, out);
      w += rows * inputs;
      out += rows;
    }
    x += inputs;
  }
}

}  // namespace mote::kernel
#endif
