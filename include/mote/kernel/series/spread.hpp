// spread.hpp - sums and extremes of a short row of int16_t, in one pass. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../best.hpp"
#include "../row/word.hpp"
#include "extent.hpp"
#include "pairs.hpp"
#include "square_sum_16.hpp"
#if MOTE_HAS_MVE
#include <arm_mve.h>
#endif

namespace mote::kernel {

struct narrow_spread {
  extent<int16_t> ends;
  int32_t sum;
  uint64_t squares;
};

namespace detail::series {
/// A function of its own: the registers of a small core do not hold all of a spread.
MOTE_NOINLINE constexpr uint64_t squares_of(const int16_t* x, size_t size) noexcept {
  square_sum_of_16_bits squares;
  const int16_t* const end = x + size;
  const int16_t* const turns = x + (size & ~size_t{3});
  for (; x != turns; x += 4) {
    squares.add(static_cast<uint32_t>(int32_t{x[0]}));
    squares.add(static_cast<uint32_t>(int32_t{x[1]}));
    squares.add(static_cast<uint32_t>(int32_t{x[2]}));
    squares.add(static_cast<uint32_t>(int32_t{x[3]}));
  }
  for (; x != end; ++x) squares.add(static_cast<uint32_t>(int32_t{*x}));
  return squares.value();
}
}  // namespace detail::series

/// Range    1 <= size <= 255
/// Target   bit-exact
constexpr narrow_spread spread_of(const int16_t* x, size_t size, target::scalar) noexcept {
  growing_extent<int32_t> ends{*x};
  int32_t sum = 0;
  const auto add = [&](int32_t v) {
    sum += v;
    ends.add(v);
  };
  const int16_t* const end = x + size;
  const int16_t* const turns = x + (size & ~size_t{3});
  const int16_t* at = x;
  for (; at != turns; at += 4) {
    add(at[0]);
    add(at[1]);
    add(at[2]);
    add(at[3]);
  }
  for (; at != end; ++at) add(*at);
  return {{static_cast<int16_t>(ends.low()), static_cast<int16_t>(ends.high())},
          sum,
          detail::series::squares_of(x, size)};
}
#if MOTE_HAS_DSP
MOTE_ALWAYS_INLINE extent<int16_t> extent_of_pairs(uint32_t low, uint32_t high) noexcept {
  const int32_t a = first_of(low), b = second_of(low), c = first_of(high), d = second_of(high);
  return {static_cast<int16_t>(a < b ? a : b), static_cast<int16_t>(c > d ? c : d)};
}

/// Four and a half instructions a number.
inline narrow_spread spread_of(const int16_t* x, size_t size, target::dsp) noexcept {
  uint32_t low = static_cast<uint16_t>(*x);
  low |= low << 16;
  uint32_t high = low;
  int32_t sum = 0;
  int64_t squares = 0;
  if (size % 2 != 0) {
    sum = *x++;
    squares = sum * sum;
  }
  for (const int16_t* const end = x + (size & ~size_t{1}); x != end; x += 2) {
    const uint32_t pair = word_at(x);
    sum = __smlad(static_cast<int16x2_t>(pair), 0x00010001, sum);
    squares = __smlald(static_cast<int16x2_t>(pair), static_cast<int16x2_t>(pair), squares);
    low = smaller_pair(low, pair);
    high = larger_pair(high, pair);
  }
  return {extent_of_pairs(low, high), sum, static_cast<uint64_t>(squares)};
}
#endif
#if MOTE_HAS_MVE
/// Eight numbers a turn.
inline narrow_spread spread_of(const int16_t* x, size_t size, target::mve) noexcept {
  int16x8_t low = vdupq_n_s16(*x);
  int16x8_t high = low;
  int32_t sum = 0;
  int64_t squares = 0;
  for (; size >= 8; size -= 8, x += 8) {
    const int16x8_t v = vld1q_s16(x);
    sum = vaddvaq_s16(sum, v);
    squares = vmlaldavaq_s16(squares, v, v);
    low = vminq_s16(low, v);
    high = vmaxq_s16(high, v);
  }
  if (size != 0) {
    const mve_pred16_t p = vctp16q(size);
    const int16x8_t v = vldrhq_z_s16(x, p);
    sum = vaddvaq_s16(sum, v);
    squares = vmlaldavaq_s16(squares, v, v);
    low = vminq_m_s16(low, low, v, p);
    high = vmaxq_m_s16(high, high, v, p);
  }
  return {{vminvq_s16(32767, low), vmaxvq_s16(-32768, high)}, sum, static_cast<uint64_t>(squares)};
}
#endif
MOTE_NOINLINE constexpr narrow_spread spread_of(const int16_t* x, size_t size) noexcept {
  return MOTE_CONSTANT_EVALUATED() ? spread_of(x, size, definition{})
                                   : spread_of(x, size, best<int16_t>{});
}

}  // namespace mote::kernel
