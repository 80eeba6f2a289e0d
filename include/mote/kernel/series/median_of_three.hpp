// median_of_three.hpp - rows of three channels taken apart, each through a median of 3. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../best.hpp"
#include "../row/word.hpp"
#include "pairs.hpp"
#if MOTE_HAS_MVE
#include <arm_mve.h>
#endif

namespace mote::kernel {

/// The middle one of three numbers.
template <class T>
constexpr T median_of_three(T a, T b, T c) noexcept {
  const T low = a < b ? a : b;
  const T high = a < b ? b : a;
  return c < low ? low : (high < c ? high : c);
}

/// Three channels of up to a window's length.
template <class T>
struct three_channels {
  T* x;
  T* y;
  T* z;
};

/// to.x[i] is the median of channel 0 of the rows i - 1, i and i + 1; the first and last row are
/// copied. Channels 1 and 2 go to y and z.
///
/// Range    size >= 1 rows
template <class T>
constexpr void medians_of_three(const T* rows, size_t size, three_channels<T> to,
                                target::scalar) noexcept {
  using value = traits::choose_t<sizeof(T) < sizeof(int32_t), int32_t, T>;
  T* const channel[3] = {to.x, to.y, to.z};
  for (size_t c = 0; c < 3; ++c) {
    const T* from = rows + c;
    T* out = channel[c];
    value a = *from;
    *out++ = static_cast<T>(a);
    if (size == 1) continue;
    from += 3;
    value b = *from;
    for (T* const end = out + (size - 2); out != end;) {
      from += 3;
      const value next = *from;
      value middle = next;
      if (a > b) {
        if (next > a) middle = a;
        if (next < b) middle = b;
      } else {
        if (next > b) middle = b;
        if (next < a) middle = a;
      }
      *out++ = static_cast<T>(middle);
      a = b;
      b = next;
    }
    *out = static_cast<T>(b);
  }
}
#if MOTE_HAS_DSP
/// Two rows a turn: three words of six numbers, whose neighbours in time are three numbers away.
inline void medians_of_three(const int16_t* rows, size_t size, three_channels<int16_t> to,
                             target::dsp) noexcept {
  const int16_t* p = rows;
  *to.x++ = p[0];
  *to.y++ = p[1];
  *to.z++ = p[2];
  if (size == 1) return;
  p += 3;
  size_t rest = size - 2;
  uint32_t a = word_at(p - 3), b = word_at(p - 1), c = word_at(p + 1);
  for (; rest >= 2; rest -= 2, p += 6) {
    const uint32_t next_a = word_at(p + 3), next_b = word_at(p + 5), next_c = word_at(p + 7);
    const uint32_t xy = median_of_pairs(a, word_at(p), next_a);
    const uint32_t zx = median_of_pairs(b, word_at(p + 2), next_b);
    const uint32_t yz = median_of_pairs(c, word_at(p + 4), next_c);
    a = next_a;
    b = next_b;
    c = next_c;
    store_word(to.x, between(zx, xy));
    store_word(to.y, (xy >> 16) | (yz << 16));
    store_word(to.z, between(yz, zx));
    to.x += 2;
    to.y += 2;
    to.z += 2;
  }
  if (rest != 0) {
    *to.x++ = median_of_three(p[-3], p[0], p[3]);
    *to.y++ = median_of_three(p[-2], p[1], p[4]);
    *to.z++ = median_of_three(p[-1], p[2], p[5]);
    p += 3;
  }
  *to.x = p[0];
  *to.y = p[1];
  *to.z = p[2];
}
#endif
#if MOTE_HAS_MVE
/// Eight rows a turn: a channel and its neighbours in time are gathered.
inline void medians_of_three(const int16_t* rows, size_t size, three_channels<int16_t> to,
                             target::mve) noexcept {
  const uint16x8_t places = vmulq_n_u16(vidupq_n_u16(0, 1), 3);
  int16_t* const channel[3] = {to.x, to.y, to.z};
  for (size_t c = 0; c < 3; ++c) {
    const int16_t* p = rows + c;
    int16_t* out = channel[c];
    *out++ = *p;
    size_t rest = size > 2 ? size - 2 : 0;
    for (; rest >= 8; rest -= 8, p += 24, out += 8) {
      const int16x8_t a = vldrhq_gather_shifted_offset_s16(p, places);
      const int16x8_t b = vldrhq_gather_shifted_offset_s16(p + 3, places);
      const int16x8_t d = vldrhq_gather_shifted_offset_s16(p + 6, places);
      vst1q_s16(out, vmaxq_s16(vminq_s16(a, b), vminq_s16(vmaxq_s16(a, b), d)));
    }
    for (; rest != 0; --rest, p += 3) *out++ = median_of_three(p[0], p[3], p[6]);
    if (size > 1) *out = rows[3 * (size - 1) + c];
  }
}
#endif
template <class T>
MOTE_NOINLINE constexpr void medians_of_three(const T* rows, size_t size,
                                              three_channels<T> to) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) {
    medians_of_three(rows, size, to, definition{});
  } else {
    medians_of_three(rows, size, to, best<T>{});
  }
}

}  // namespace mote::kernel
