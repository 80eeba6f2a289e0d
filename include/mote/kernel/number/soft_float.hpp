// soft_float.hpp - sums of products of floats on Cortex-M0, which has a library for them. Floor 1.
// Empty on other cores.
#pragma once

#include "../../core/target.hpp"

#if MOTE_HAS_THUMB == 1
extern "C" float __aeabi_fadd(float left, float right);
extern "C" float __aeabi_fmul(float left, float right);

namespace mote::kernel {

/// sum += weight * x: the same float in whichever order. The library of GCC 12 adds in five
/// instructions fewer when the sum comes first, and multiplies in three fewer when a 0 comes last;
/// the compiler passes them either way.
MOTE_ALWAYS_INLINE constexpr void add_product(float& sum, float weight, float x) noexcept {
  sum = MOTE_CONSTANT_EVALUATED() ? sum + weight * x : __aeabi_fadd(sum, __aeabi_fmul(weight, x));
}

}  // namespace mote::kernel
#endif
