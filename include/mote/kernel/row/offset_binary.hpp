// offset_binary.hpp - bytes without a sign as bytes with one: each less 128. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "opaque.hpp"

namespace mote::kernel {

/// out[i] = in[i] - 128, which is the highest bit turned over. `out` may lie where `in` does.
///
/// Time     where both begin at a whole word: 4 numbers a load, a turn and a store
/// Target   exact
constexpr void offset_binary(const uint8_t* in, int8_t* out, size_t count) noexcept {
  in = opaque(in);
  if (!MOTE_CONSTANT_EVALUATED() && sizeof(uintptr_t) >= 4) {
    const auto places = reinterpret_cast<uintptr_t>(in) | reinterpret_cast<uintptr_t>(out);
    for (; places % 4 == 0 && count >= 4; count -= 4, in += 4, out += 4) {
      uint32_t word = 0;
      __builtin_memcpy(&word, __builtin_assume_aligned(in, 4), 4);
      word ^= 0x80808080u;
      __builtin_memcpy(__builtin_assume_aligned(out, 4), &word, 4);
    }
  }
  for (; count > 0; --count) *out++ = static_cast<int8_t>(static_cast<int32_t>(*in++) - 128);
}

}  // namespace mote::kernel
