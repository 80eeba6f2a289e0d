// jerk.hpp - the differences of neighbours in a row. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../best.hpp"
#include "../row/word.hpp"
#include "norm.hpp"
#include "pairs.hpp"
#include "spread.hpp"

namespace mote::kernel {

/// to[i] = x[i + 1] - x[i] for i < size - 1; `to` may be x.
///
/// Range    size >= 2; every difference is an int32_t
/// Target   bit-exact
template <class T>
constexpr wide_spread jerks_of(const T* x, size_t size, int32_t* to, target::scalar) noexcept {
  const int32_t first = *x++;
  int32_t before = *x++;
  growing_extent<int32_t> ends{before - first};
  *to++ = before - first;
  const T* const end = x + (size - 2);
  const T* const turns = x + ((size - 2) & ~size_t{3});
  for (; x != turns; x += 4, to += 4) {  // by four: each value keeps its register
    const int32_t v = x[0], w = x[1], u = x[2];
    to[0] = v - before;
    ends.add(v - before);
    before = x[3];
    to[1] = w - v;
    ends.add(w - v);
    to[2] = u - w;
    ends.add(u - w);
    to[3] = before - u;
    ends.add(before - u);
  }
  for (; x != end; ++x) {
    *to++ = *x - before;
    ends.add(*x - before);
    before = *x;
  }
  return {{ends.low(), ends.high()}, int64_t{before} - first};
}
#if MOTE_HAS_MVE
/// Four numbers a turn; what is read of x is ahead of what is written.
template <class T>
wide_spread jerks_of(const T* x, size_t size, int32_t* to, target::mve) noexcept {
  const int32_t first = *x;
  const auto load = [](const T* from) {
    if constexpr (sizeof(T) == 2) {
      return vldrhq_s32(from);
    } else {
      return vld1q_s32(from);
    }
  };
  int32x4_t low = vdupq_n_s32(x[1] - x[0]);
  int32x4_t high = low;
  size_t rest = size - 1;
  for (; rest >= 4; rest -= 4, x += 4, to += 4) {
    const int32x4_t v = vsubq_s32(load(x + 1), load(x));
    vst1q_s32(to, v);
    low = vminq_s32(low, v);
    high = vmaxq_s32(high, v);
  }
  growing_extent<int32_t> ends{vminvq_s32(2147483647, low)};
  ends.add(vmaxvq_s32(-2147483647 - 1, high));
  int32_t before = *x;
  for (; rest != 0; --rest) {
    const int32_t v = *++x;
    *to++ = v - before;
    ends.add(v - before);
    before = v;
  }
  return {{ends.low(), ends.high()}, int64_t{before} - first};
}
#endif
template <class T>
MOTE_NOINLINE constexpr wide_spread jerks_of(const T* x, size_t size, int32_t* to) noexcept {
  return MOTE_CONSTANT_EVALUATED() ? jerks_of(x, size, to, definition{})
                                   : jerks_of(x, size, to, best<int32_t>{});
}

/// The same in place, of numbers whose extent is at most 32,767: each difference fits. Returns what
/// the differences span, and their sums.
constexpr narrow_spread narrow_jerks(int16_t* x, size_t size, target::scalar tag) noexcept {
  int16_t* const jerks = x;
  int32_t before = *x;
  for (int16_t* const end = x + ((size - 1) & ~size_t{1}); x != end; x += 2) {
    const int32_t v = x[1];
    x[0] = static_cast<int16_t>(v - before);
    before = x[2];
    x[1] = static_cast<int16_t>(before - v);
  }
  if (size % 2 == 0) x[0] = static_cast<int16_t>(x[1] - before);
  return spread_of(jerks, size - 1, tag);
}
#if MOTE_HAS_DSP
inline narrow_spread narrow_jerks(int16_t* x, size_t size, target::dsp) noexcept {
  const int32_t first = *x;
  uint32_t low = static_cast<uint16_t>(x[1] - first);
  low |= low << 16;
  uint32_t high = low;
  int64_t squares = 0;
  const int16_t* const end = x + ((size - 1) & ~size_t{1});
  for (; x != end; x += 2) {
    const uint32_t pair = static_cast<uint32_t>(
        __ssub16(static_cast<int16x2_t>(word_at(x + 1)), static_cast<int16x2_t>(word_at(x))));
    store_word(x, pair);
    squares = __smlald(static_cast<int16x2_t>(pair), static_cast<int16x2_t>(pair), squares);
    low = smaller_pair(low, pair);
    high = larger_pair(high, pair);
  }
  int32_t last = *x;
  if (size % 2 == 0) {
    const int32_t jerk = x[1] - last;
    last = x[1];
    *x = static_cast<int16_t>(jerk);
    const uint32_t pair = (static_cast<uint32_t>(jerk) & 0xffffu) | static_cast<uint32_t>(jerk)
                                                                        << 16;
    squares += jerk * jerk;
    low = smaller_pair(low, pair);
    high = larger_pair(high, pair);
  }
  return {extent_of_pairs(low, high), last - first, static_cast<uint64_t>(squares)};
}
#endif
#if MOTE_HAS_MVE
inline narrow_spread narrow_jerks(int16_t* x, size_t size, target::mve tag) noexcept {
  int16_t* const jerks = x;
  size_t rest = size - 1;
  for (; rest >= 8; rest -= 8, x += 8) vst1q_s16(x, vsubq_s16(vld1q_s16(x + 1), vld1q_s16(x)));
  for (; rest != 0; --rest, ++x) *x = static_cast<int16_t>(x[1] - *x);
  return spread_of(jerks, size - 1, tag);
}
#endif
MOTE_NOINLINE constexpr narrow_spread narrow_jerks(int16_t* x, size_t size) noexcept {
  return MOTE_CONSTANT_EVALUATED() ? narrow_jerks(x, size, definition{})
                                   : narrow_jerks(x, size, best<int16_t>{});
}

}  // namespace mote::kernel
