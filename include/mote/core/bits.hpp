// bits.hpp - the bits of a value, read as another type: std::bit_cast before C++20. Floor 0.
#pragma once

#include "target.hpp"

namespace mote {

/// `from` with its bits taken as a `To`.
///
/// Sample   trivially copyable types of one size
/// Target   constexpr where MOTE_HAS_BIT_CAST is 1 (GCC 11, Clang 9, MSVC 19.27 and later)
template <class To, class From>
MOTE_BIT_CONSTEXPR To bit_cast(const From& from) noexcept {
  static_assert(sizeof(To) == sizeof(From), "bit_cast copies all bits: use types of one size");
#if MOTE_HAS_BIT_CAST
  return __builtin_bit_cast(To, from);
#else
  To to;
  __builtin_memcpy(&to, &from, sizeof to);  // <string.h> is missing on bare RISC-V toolchains
  return to;
#endif
}

}  // namespace mote
