// opaque.hpp - a pointer whose origin the optimiser cannot see. Floor 1.
#pragma once

#include "../../core/target.hpp"
#if MOTE_HAS_FLASH_SPACE
#include "in_flash.hpp"
#endif

namespace mote::kernel {

namespace detail::row {
template <class T>
MOTE_ALWAYS_INLINE T* hide(T* pointer) noexcept {
#if MOTE_HAS_GNU_ASM
  __asm__("" : "+r"(pointer));
#endif
  return pointer;
}
}  // namespace detail::row

/// The same pointer. GCC 12 at -Os walks two arrays of one object with one index, writes the
/// second address as null plus an offset, takes that for an access to null, and drops all that
/// follows, stores of the caller included. Stepping the second pointer with this keeps them apart.
template <class T>
constexpr T* opaque(T* pointer) noexcept {
  return MOTE_CONSTANT_EVALUATED() ? pointer : detail::row::hide(pointer);
}
#if MOTE_HAS_FLASH_SPACE
template <class T>
constexpr flash_pointer<T> opaque(flash_pointer<T> pointer) noexcept {
  return pointer;
}
#endif

}  // namespace mote::kernel
