// target.hpp - what the compiler and its instruction set offer. Floor 0.
// The only header that reads the compiler's own macros; instruction sets by ACLE feature macros,
// never by the name of a core. All other headers read the MOTE_* macros defined here.
#pragma once

#include "version.hpp"

// --- Instruction sets: 1 when the intrinsics exist, whatever MOTE_TARGET_SCALAR says. ---
#if defined(__ARM_FEATURE_SIMD32) && __ARM_FEATURE_SIMD32
#define MOTE_HAS_DSP 1
#else
#define MOTE_HAS_DSP 0
#endif
#if MOTE_HAS_DSP && defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)
#define MOTE_HAS_MVE 1
#else
#define MOTE_HAS_MVE 0
#endif
#if defined(__ARM_FP) && (__ARM_FP & 4) && !defined(__aarch64__) && !defined(__SOFTFP__)
#define MOTE_HAS_VSQRT 1  // a single-precision square root instruction of an Arm FPU
#else
#define MOTE_HAS_VSQRT 0
#endif
// Float arithmetic in instructions, and registers for it.
#if MOTE_HAS_VSQRT || defined(__SSE2__) || defined(__aarch64__) || defined(__riscv_flen)
#define MOTE_HAS_FPU 1
#else
#define MOTE_HAS_FPU 0
#endif
#if MOTE_HAS_MVE && (__ARM_FEATURE_MVE & 2)
#define MOTE_HAS_MVE_FLOAT 1  // Helium vectors of float
#else
#define MOTE_HAS_MVE_FLOAT 0
#endif
// Float to integer as the FPU's rounding mode says: VCVTR. Needs the mode that it wakes up with.
#if MOTE_HAS_VSQRT
#define MOTE_HAS_VCVTR 1
#else
#define MOTE_HAS_VCVTR 0
#endif
// SMLAL and SSAT as Thumb-2 writes them: Cortex-M3 and up.
#if defined(__ARM_ARCH_ISA_THUMB) && __ARM_ARCH_ISA_THUMB == 2 && defined(__ARM_FEATURE_SAT)
#define MOTE_HAS_SMLAL 1
#else
#define MOTE_HAS_SMLAL 0
#endif
// The exact product of two 32-bit numbers in an instruction: not on ARMv6-M, ARMv8-M Baseline, AVR.
#if defined(__AVR__) || (defined(__ARM_ARCH_ISA_THUMB) && __ARM_ARCH_ISA_THUMB == 1)
#define MOTE_HAS_LONG_MULTIPLY 0
#else
#define MOTE_HAS_LONG_MULTIPLY 1
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
#define MOTE_PACKED __attribute__((packed))
#define MOTE_TRAP() __builtin_trap()
#define MOTE_HAS_GNU_ASM 1
#elif defined(_MSC_VER)
#define MOTE_NOINLINE __declspec(noinline)
#define MOTE_ALWAYS_INLINE __forceinline
#define MOTE_PACKED
#define MOTE_TRAP() __debugbreak()
#define MOTE_HAS_GNU_ASM 0
#else
#define MOTE_NOINLINE
#define MOTE_ALWAYS_INLINE inline
#define MOTE_PACKED
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

namespace mote::target {

/// Tags for overloads in kernel/: each is also all that it derives from.
struct scalar {};        // portable constexpr C++: the definition of every result
struct dsp : scalar {};  // pairs of 16-bit products: Cortex-M4, M7, M33 with DSP
struct mve : dsp {};     // Helium integer vectors: Cortex-M52, M55, M85

/// The best tag of this build. Define MOTE_TARGET_SCALAR to have `scalar` on every core.
#if defined(MOTE_TARGET_SCALAR)
using native = scalar;
#elif MOTE_HAS_MVE
using native = mve;
#elif MOTE_HAS_DSP
using native = dsp;
#else
using native = scalar;
#endif

}  // namespace mote::target
