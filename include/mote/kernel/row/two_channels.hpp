// two_channels.hpp - two interleaved channels of int16_t taken apart and put together. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../best.hpp"
#include "word.hpp"

#if MOTE_HAS_MVE
#include <arm_mve.h>
#endif

namespace mote::kernel {

/// even[i] = in[2i], odd[i] = in[2i + 1], for `count` pairs. No two blocks overlap.
constexpr void split_channels(const int16_t* in, int16_t* even, int16_t* odd, size_t count,
                              target::scalar) noexcept {
  for (; count >= 4; count -= 4, in += 8, even += 4, odd += 4) {
    even[0] = in[0];
    odd[0] = in[1];
    even[1] = in[2];
    odd[1] = in[3];
    even[2] = in[4];
    odd[2] = in[5];
    even[3] = in[6];
    odd[3] = in[7];
  }
  for (; count > 0; --count, in += 2) {
    *even++ = in[0];
    *odd++ = in[1];
  }
}

/// out[2i] = even[i], out[2i + 1] = odd[i].
constexpr void join_channels(const int16_t* even, const int16_t* odd, int16_t* out, size_t count,
                             target::scalar) noexcept {
  for (; count >= 4; count -= 4, even += 4, odd += 4, out += 8) {
    out[0] = even[0];
    out[1] = odd[0];
    out[2] = even[1];
    out[3] = odd[1];
    out[4] = even[2];
    out[5] = odd[2];
    out[6] = even[3];
    out[7] = odd[3];
  }
  for (; count > 0; --count, out += 2) {
    out[0] = *even++;
    out[1] = *odd++;
  }
}

#if MOTE_HAS_DSP
inline void split_channels(const int16_t* in, int16_t* even, int16_t* odd, size_t count,
                           target::dsp) noexcept {
  for (; count >= 4; count -= 4, in += 8, even += 4, odd += 4) {
    const uint32_t a = word_at(in), b = word_at(in + 2), c = word_at(in + 4), d = word_at(in + 6);
    store_word(even, firsts(a, b));
    store_word(even + 2, firsts(c, d));
    store_word(odd, seconds(a, b));
    store_word(odd + 2, seconds(c, d));
  }
  split_channels(in, even, odd, count, target::scalar{});
}
inline void join_channels(const int16_t* even, const int16_t* odd, int16_t* out, size_t count,
                          target::dsp) noexcept {
  for (; count >= 4; count -= 4, even += 4, odd += 4, out += 8) {
    const uint32_t a = word_at(even), b = word_at(odd);
    const uint32_t c = word_at(even + 2), d = word_at(odd + 2);
    store_word(out, firsts(a, b));
    store_word(out + 2, seconds(a, b));
    store_word(out + 4, firsts(c, d));
    store_word(out + 6, seconds(c, d));
  }
  join_channels(even, odd, out, count, target::scalar{});
}
#endif

#if MOTE_HAS_MVE
inline void split_channels(const int16_t* in, int16_t* even, int16_t* odd, size_t count,
                           target::mve) noexcept {
  for (; count >= 8; count -= 8, in += 16, even += 8, odd += 8) {
    const int16x8x2_t both = vld2q_s16(in);
    vstrhq_s16(even, both.val[0]);
    vstrhq_s16(odd, both.val[1]);
  }
  split_channels(in, even, odd, count, target::scalar{});
}
inline void join_channels(const int16_t* even, const int16_t* odd, int16_t* out, size_t count,
                          target::mve) noexcept {
  for (; count >= 8; count -= 8, even += 8, odd += 8, out += 16) {
    int16x8x2_t both;
    both.val[0] = vldrhq_s16(even);
    both.val[1] = vldrhq_s16(odd);
    vst2q_s16(out, both);
  }
  join_channels(even, odd, out, count, target::scalar{});
}
#endif

constexpr void split_channels(const int16_t* in, int16_t* even, int16_t* odd,
                              size_t count) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return split_channels(in, even, odd, count, definition{});
  return split_channels(in, even, odd, count, best<int16_t>{});
}
constexpr void join_channels(const int16_t* even, const int16_t* odd, int16_t* out,
                             size_t count) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return join_channels(even, odd, out, count, definition{});
  return join_channels(even, odd, out, count, best<int16_t>{});
}

}  // namespace mote::kernel
