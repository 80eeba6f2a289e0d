// distance_squares.hpp - squares of the distances of 32-bit numbers from the smallest. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../best.hpp"
#include "extent.hpp"
#include "square_sum_16.hpp"
#if MOTE_HAS_MVE
#include <arm_mve.h>
#endif

namespace mote::kernel {

/// Sums of (x - low) >> shift: of these numbers and of their squares.
struct distance_squares {
  uint32_t sum;
  uint64_t squares;
};

namespace detail::series {
constexpr uint32_t distance(int32_t x, int32_t low) noexcept {
  return static_cast<uint32_t>(x) - static_cast<uint32_t>(low);
}
}  // namespace detail::series

/// `sum` is that of x - low, which costs nothing more where shift is 0.
///
/// Range    1 <= size <= 255; ends.range() is below 2^(23 + shift)
/// Target   bit-exact
constexpr distance_squares squares_above(const int32_t* x, size_t size, extent<int32_t> ends,
                                         int shift, uint32_t sum, target::scalar) noexcept {
  const int32_t* const end = x + size;
  const int32_t low = ends.low;
  if constexpr (target::long_multiply) {
    uint64_t squares = 0;
    const auto add_part = [&](int32_t v) {
      const uint32_t d = detail::series::distance(v, low) >> shift;
      sum += d;
      squares += uint64_t{d} * d;
    };
    sum = 0;
    for (; x != end; ++x) add_part(*x);
    return {sum, squares};
  } else if (ends.range() <= 0xffffu) {
    const int32_t* const turns = x + (size & ~size_t{3});
    square_sum_of_16_bits squares;
    for (; x != turns; x += 4) {
      squares.add(detail::series::distance(x[0], low));
      squares.add(detail::series::distance(x[1], low));
      squares.add(detail::series::distance(x[2], low));
      squares.add(detail::series::distance(x[3], low));
    }
    for (; x != end; ++x) squares.add(detail::series::distance(*x, low));
    return {sum, squares.value()};
  } else {  // in halves of 12 bits: no product of more than 24 bits, no carry
    uint32_t high_squares = 0, products = 0, low_squares = 0, sum_of_parts = 0;
    for (; x != end; ++x) {
      const uint32_t v = detail::series::distance(*x, low) >> shift;
      sum_of_parts += v;
      const uint32_t h = v >> 12;
      const uint32_t l = v & 0xfffu;
      high_squares += h * h;
      products += h * l;
      low_squares += l * l;
    }
    return {sum_of_parts,
            (uint64_t{high_squares} << 24) + (uint64_t{products} << 13) + low_squares};
  }
}

#if MOTE_HAS_THUMB == 2
/// A sum of squares of words; GCC would first add up those of a turn.
struct square_sum_of_words {
  uint32_t low = 0;
  uint32_t high = 0;

  MOTE_ALWAYS_INLINE void add(uint32_t x) noexcept {
    __asm__("umlal %0, %1, %2, %2" : "+r"(low), "+r"(high) : "r"(x));
  }
  uint64_t value() const noexcept { return (uint64_t{high} << 32) | low; }
};

inline distance_squares squares_above(const int32_t* x, size_t size, extent<int32_t> ends,
                                      int shift, uint32_t sum, target::thumb2) noexcept {
  const int32_t* const end = x + size;
  const int32_t* const turns = x + (size & ~size_t{3});
  const int32_t low = ends.low;
  square_sum_of_words squares;
  if (shift == 0) {
    for (; x != turns; x += 4) {
      squares.add(detail::series::distance(x[0], low));
      squares.add(detail::series::distance(x[1], low));
      squares.add(detail::series::distance(x[2], low));
      squares.add(detail::series::distance(x[3], low));
    }
    for (; x != end; ++x) squares.add(detail::series::distance(*x, low));
    return {sum, squares.value()};
  }
  sum = 0;
  for (; x != turns; x += 4) {
    const uint32_t a = detail::series::distance(x[0], low) >> shift;
    const uint32_t b = detail::series::distance(x[1], low) >> shift;
    const uint32_t c = detail::series::distance(x[2], low) >> shift;
    const uint32_t d = detail::series::distance(x[3], low) >> shift;
    sum += a + b + c + d;
    squares.add(a);
    squares.add(b);
    squares.add(c);
    squares.add(d);
  }
  for (; x != end; ++x) {
    const uint32_t a = detail::series::distance(*x, low) >> shift;
    sum += a;
    squares.add(a);
  }
  return {sum, squares.value()};
}
#endif
#if MOTE_HAS_MVE
inline distance_squares squares_above(const int32_t* x, size_t size, extent<int32_t> ends,
                                      int shift, uint32_t, target::mve) noexcept {
  const uint32x4_t low = vdupq_n_u32(static_cast<uint32_t>(ends.low));
  uint32_t sum = 0;
  uint64_t squares = 0;
  for (; size >= 4; size -= 4, x += 4) {
    uint32x4_t v = vsubq_u32(vreinterpretq_u32_s32(vld1q_s32(x)), low);
    v = vshlq_r_u32(v, -shift);
    sum = vaddvaq_u32(sum, v);
    squares = vmlaldavaq_u32(squares, v, v);
  }
  for (; size != 0; --size, ++x) {
    const uint32_t v = detail::series::distance(*x, ends.low) >> shift;
    sum += v;
    squares += uint64_t{v} * v;
  }
  return {sum, squares};
}
#endif
MOTE_NOINLINE constexpr distance_squares squares_above(const int32_t* x, size_t size,
                                                       extent<int32_t> ends, int shift,
                                                       uint32_t sum) noexcept {
  return MOTE_CONSTANT_EVALUATED() ? squares_above(x, size, ends, shift, sum, definition{})
                                   : squares_above(x, size, ends, shift, sum, best<int32_t>{});
}

}  // namespace mote::kernel
