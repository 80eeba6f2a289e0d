// target.hpp - what the compiler and its instruction set offer. Floor 0.
// The only header that reads the compiler's own macros; instruction sets by ACLE feature macros,
// never by the name of a core. All other headers read the MOTE_* macros defined here.
#pragma once

#include "detail/macros.hpp"
#include "version.hpp"

// --- Instructions that kernel/ writes by hand: 1 where they exist. Define MOTE_TARGET_SCALAR for a
// whole program, and they are 0 on every core: no intrinsic, no instruction in assembly. ---
#if defined(MOTE_TARGET_SCALAR) || !defined(__ARM_ARCH_ISA_THUMB)
#define MOTE_HAS_THUMB 0
#elif __ARM_ARCH_ISA_THUMB == 2 && defined(__ARM_FEATURE_SAT)
#define MOTE_HAS_THUMB 2  // SMLAL and SSAT
#elif __ARM_ARCH_ISA_THUMB == 1
#define MOTE_HAS_THUMB 1  // eight registers: written by hand where a compiler runs out of them
#else
#define MOTE_HAS_THUMB 0
#endif
#if MOTE_HAS_THUMB == 2 && defined(__ARM_FEATURE_SIMD32) && __ARM_FEATURE_SIMD32
#define MOTE_HAS_DSP 1  // pairs of 16-bit numbers in a register
#else
#define MOTE_HAS_DSP 0
#endif
#if MOTE_HAS_DSP && defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)
#define MOTE_HAS_MVE 1  // Helium vectors of integers
#else
#define MOTE_HAS_MVE 0
#endif
#if !defined(MOTE_TARGET_SCALAR) && defined(__ARM_FP) && (__ARM_FP & 4) && \
    !defined(__aarch64__) && !defined(__SOFTFP__)
#define MOTE_HAS_VFP \
  1  // an Arm FPU: VSQRT, VCVTR, VLDM. In the rounding mode that it wakes up with
#else
#define MOTE_HAS_VFP 0
#endif
#if MOTE_HAS_MVE && MOTE_HAS_VFP && (__ARM_FEATURE_MVE & 2)
#define MOTE_HAS_MVE_FLOAT 1  // Helium vectors of float
#else
#define MOTE_HAS_MVE_FLOAT 0
#endif
#if !defined(MOTE_TARGET_SCALAR) && defined(__AVR__) && defined(__clang__)
#define MOTE_HAS_FLASH_SPACE 1  // AVR: constants stay in flash where LPM reads them
#else
#define MOTE_HAS_FLASH_SPACE 0
#endif

// --- What a core does in one instruction of plain C++, MOTE_TARGET_SCALAR or not. ---
// The exact product of two 32-bit numbers: not on ARMv6-M, ARMv8-M Baseline, AVR.
#if defined(__AVR__) || (defined(__ARM_ARCH_ISA_THUMB) && __ARM_ARCH_ISA_THUMB == 1)
#define MOTE_LONG_MULTIPLY 0
#else
#define MOTE_LONG_MULTIPLY 1
#endif
// Float arithmetic, and registers for it.
#if (defined(__ARM_FP) && (__ARM_FP & 4) && !defined(__SOFTFP__)) || defined(__SSE2__) || \
    defined(__aarch64__) || defined(__riscv_flen)
#define MOTE_FLOAT_REGISTERS 1
#else
#define MOTE_FLOAT_REGISTERS 0
#endif

// --- Compiler. ---
#if defined(__has_builtin)
#define MOTE_HAS_BUILTIN(name) __has_builtin(name)
#else
#define MOTE_HAS_BUILTIN(name) 0
#endif

/// 1 when __builtin_bit_cast exists: reading the bits of a float is then constexpr.
#if MOTE_HAS_BUILTIN(__builtin_bit_cast) || (defined(_MSC_VER) && _MSC_VER >= 1927)
#define MOTE_HAS_BIT_CAST 1
#define MOTE_BIT_CONSTEXPR constexpr
#else
#define MOTE_HAS_BIT_CAST 0
#define MOTE_BIT_CONSTEXPR inline
#endif

/// True while the compiler evaluates a constant expression; always true where it cannot tell, so
/// that the constexpr code is taken.
#if MOTE_HAS_BUILTIN(__builtin_is_constant_evaluated) ||           \
    (defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 9) || \
    (defined(_MSC_VER) && _MSC_VER >= 1925)
#define MOTE_HAS_CONSTANT_EVALUATED 1
#define MOTE_CONSTANT_EVALUATED() __builtin_is_constant_evaluated()
#else
#define MOTE_HAS_CONSTANT_EVALUATED 0
#define MOTE_CONSTANT_EVALUATED() true
#endif

#if defined(__GNUC__) || defined(__clang__)
#define MOTE_NOINLINE __attribute__((noinline))
#define MOTE_ALWAYS_INLINE inline __attribute__((always_inline))
#define MOTE_TRAP() __builtin_trap()
#define MOTE_HAS_GNU_ASM 1
#elif defined(_MSC_VER)
#define MOTE_NOINLINE __declspec(noinline)
#define MOTE_ALWAYS_INLINE __forceinline
#define MOTE_TRAP() (__debugbreak(), __assume(0))
#define MOTE_HAS_GNU_ASM 0
#else
#define MOTE_NOINLINE
#define MOTE_ALWAYS_INLINE inline
#define MOTE_TRAP() (*static_cast<volatile char*>(nullptr) = 0, static_cast<void>(0))
#define MOTE_HAS_GNU_ASM 0
#endif

// --- Where the program runs. ---
#if defined(__linux__) || defined(__APPLE__) || defined(_WIN32) || defined(__FreeBSD__) || \
    defined(__NetBSD__) || defined(__OpenBSD__) || defined(__CYGWIN__) || defined(__EMSCRIPTEN__)
#define MOTE_ON_DESKTOP 1
#else
#define MOTE_ON_DESKTOP 0
#endif
#define MOTE_HAS_STDIO (MOTE_ON_DESKTOP && __STDC_HOSTED__)

/// 1: designs may be computed when the program runs. Define it for the whole program. By default 1
/// on a desktop operating system, 0 on bare metal, where they take 8 to 13 kB of double arithmetic.
#ifndef MOTE_DESIGN_ON_CHIP
#define MOTE_DESIGN_ON_CHIP MOTE_ON_DESKTOP
#endif

namespace mote::target {

/// Tags for overloads in kernel/ (see kernel/best.hpp): each is also all that it derives from.
struct scalar {};           // portable constexpr C++: the definition of every result
struct thumb2 : scalar {};  // long sums and saturation: Cortex-M3 and up
struct dsp : thumb2 {};     // pairs of 16-bit products: Cortex-M4, M7, M33 with DSP
struct mve : dsp {};        // Helium vectors of integers: Cortex-M52, M55, M85
/// The same for kernels of float.
struct vfp : scalar {};     // an Arm FPU
struct mve_float : vfp {};  // Helium vectors of float

/// The best tags of this build for integers and for float: `scalar` if MOTE_TARGET_SCALAR is
/// defined.
#if MOTE_HAS_MVE
using native = mve;
#elif MOTE_HAS_DSP
using native = dsp;
#elif MOTE_HAS_THUMB == 2
using native = thumb2;
#else
using native = scalar;
#endif
#if MOTE_HAS_MVE_FLOAT
using native_float = mve_float;
#elif MOTE_HAS_VFP
using native_float = vfp;
#else
using native_float = scalar;
#endif

/// Which of several portable ways to the same bits costs least.
inline constexpr bool long_multiply = MOTE_LONG_MULTIPLY;      // products of 64 bits
inline constexpr bool float_registers = MOTE_FLOAT_REGISTERS;  // arithmetic of float
inline constexpr bool word_registers = sizeof(int) >= 4;       // registers of 32 bits

#if !MOTE_DESIGN_ON_CHIP && MOTE_HAS_CONSTANT_EVALUATED
/// A call that is left in a program does not compile: GCC, and Clang from 14 on.
[[gnu::error(
    "a design is a constant expression: write constexpr before it; a chip that shall compute it in "
    "double when it runs needs MOTE_DESIGN_ON_CHIP defined as 1")]] void
refuse_at_run_time() noexcept;
/// What a chip shall not compute calls this: nothing in a constant expression, an error elsewhere.
constexpr void at_compile_time() noexcept {
  if (!MOTE_CONSTANT_EVALUATED()) refuse_at_run_time();
}
#else
/// Designs may be computed at any time here.
constexpr void at_compile_time() noexcept {}
#endif

}  // namespace mote::target
