// copy_run.hpp - numbers moved to another place, by words where both places are at words. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "copy.hpp"

namespace mote::kernel {

#if MOTE_HAS_GNU_ASM
namespace detail::row {
/// `words` of four bytes, from and to addresses that are multiples of four.
MOTE_ALWAYS_INLINE void copy_words(unsigned char* to, const unsigned char* from,
                                   size_t words) noexcept {
  for (; words != 0; --words) {
    uint32_t word;
    __builtin_memcpy(&word, __builtin_assume_aligned(from, 4), sizeof word);
    __builtin_memcpy(__builtin_assume_aligned(to, 4), &word, sizeof word);
    __asm__ volatile("" : "+r"(to), "+r"(from));  // else GCC makes a call of memcpy of it
    to += 4;
    from += 4;
  }
}
}  // namespace detail::row
#endif

#if MOTE_HAS_MVE
namespace detail::row {
/// 16 bytes a turn, the last with lanes left out.
MOTE_ALWAYS_INLINE void copy_bytes(unsigned char* to, const unsigned char* from,
                                   size_t bytes) noexcept {
  __asm__ volatile(
      "wlstp.8 lr, %[bytes], 2f\n\t"
      "1:\n\t"
      "vldrb.8 q0, [%[from]], #16\n\t"
      "vstrb.8 q0, [%[to]], #16\n\t"
      "letp lr, 1b\n\t"
      "2:\n\t"
      : [to] "+r"(to), [from] "+r"(from)
      : [bytes] "r"(bytes)
      : "q0", "lr", "cc", "memory");
}
}  // namespace detail::row
#endif

/// As copy(), of int8_t a fourth as long where addresses and count are multiples of four; with
/// Helium a sixteenth, everywhere.
template <class T>
constexpr void copy_run(T* to, const T* from, size_t count) noexcept {
#if MOTE_HAS_MVE
  if (!MOTE_CONSTANT_EVALUATED()) {
    detail::row::copy_bytes(reinterpret_cast<unsigned char*>(to),
                            reinterpret_cast<const unsigned char*>(from), count * sizeof(T));
    return;
  }
#elif MOTE_HAS_GNU_ASM
  if (!MOTE_CONSTANT_EVALUATED() && sizeof(T) < 4 &&
      ((reinterpret_cast<uintptr_t>(to) | reinterpret_cast<uintptr_t>(from) | count * sizeof(T)) %
       4) == 0) {
    detail::row::copy_words(reinterpret_cast<unsigned char*>(to),
                            reinterpret_cast<const unsigned char*>(from), count * sizeof(T) / 4);
    return;
  }
#endif
  copy(to, from, count);
}

}  // namespace mote::kernel
