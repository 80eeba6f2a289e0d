// reduce.hpp - the sum of a row of integers and the sum of their squares, in one pass. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/sample.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../best.hpp"
#include "word.hpp"
#if MOTE_HAS_MVE
#include <arm_mve.h>
#endif

namespace mote::kernel {

/// Exact sums of x and x * x. The squares are squares + squares_above * 2^32: only int32_t needs
/// the second word.
///
/// Range    up to 2^32 - 1 numbers
struct power_sums {
  int64_t sum = 0;
  uint64_t squares = 0;
  uint64_t squares_above = 0;

  friend constexpr bool operator==(const power_sums& a, const power_sums& b) noexcept {
    return a.sum == b.sum && a.squares == b.squares && a.squares_above == b.squares_above;
  }
};

namespace detail::row {
/// Numbers of 16 bits whose sum fits into 32.
inline constexpr size_t reduce_at_once = 65536 - 8;

/// x * x of int16_t or int8_t: below 2^31, so that two of them fit into a word.
constexpr uint32_t square(int32_t x) noexcept { return static_cast<uint32_t>(x * x); }
/// Of samples without a sign.
constexpr uint32_t square(uint32_t x) noexcept { return x * x; }
}  // namespace detail::row

/// Adds count numbers from x on.
///
/// Sample   int8_t, int16_t, int32_t, uint8_t, uint16_t
/// Target   bit-exact
template <class T>
constexpr void reduce(const T* x, size_t count, power_sums& into, target::scalar) noexcept {
  static_assert(sizeof(T) <= 2, "reduce adds integers: use statistics<float> for float");
  using word = traits::choose_t<is_unsigned_sample<T>, uint32_t, int32_t>;
  while (count != 0) {
    size_t some = count < detail::row::reduce_at_once ? count : detail::row::reduce_at_once;
    count -= some;
    word sum = 0;
    uint64_t squares = 0;
    for (; some >= 4; some -= 4) {
      const word a = x[0], b = x[1], c = x[2], d = x[3];
      sum += a + b + c + d;
      if constexpr (traits::same<T, uint16_t>) {  // two squares are more than a word
        squares += detail::row::square(a);
        squares += detail::row::square(b);
        squares += detail::row::square(c);
        squares += detail::row::square(d);
      } else {
        squares += uint32_t{detail::row::square(a) + detail::row::square(b)};
        squares += uint32_t{detail::row::square(c) + detail::row::square(d)};
      }
      x += 4;
    }
    for (; some != 0; --some) {
      const word a = *x++;
      sum += a;
      squares += detail::row::square(a);
    }
    into.sum += sum;
    into.squares += squares;
  }
}

constexpr void reduce(const int32_t* x, size_t count, power_sums& into, target::scalar) noexcept {
  for (; count != 0; --count) {
    const int64_t a = *x++;
    const uint64_t square = static_cast<uint64_t>(a * a);
    into.sum += a;
    into.squares += square & 0xffffffffu;
    into.squares_above += square >> 32;
  }
}

#if MOTE_HAS_DSP
/// Pairs: a load and two products for two numbers.
inline void reduce(const int16_t* x, size_t count, power_sums& into, target::dsp) noexcept {
  constexpr uint32_t ones = 0x00010001u;
  while (count >= 8) {
    size_t some = count < detail::row::reduce_at_once ? count : detail::row::reduce_at_once;
    count -= some;
    narrow_sum sum{0};
    wide_sum squares{0, 0};
    for (; some >= 8; some -= 8) {
      for (size_t i = 0; i < 8; i += 4) {
        const uint32_t first = word_at(x + i), second = word_at(x + i + 2);
        squares.add_pairs(first, first);
        sum.add_pairs(first, ones);
        squares.add_pairs(second, second);
        sum.add_pairs(second, ones);
      }
      x += 8;
    }
    count += some;
    into.sum += sum.value();
    into.squares += static_cast<uint64_t>(squares.value());
  }
  reduce(x, count, into, target::scalar{});
}
#endif

#if MOTE_HAS_MVE
inline void reduce(const int16_t* x, size_t count, power_sums& into, target::mve) noexcept {
  while (count != 0) {
    size_t some = count < detail::row::reduce_at_once ? count : detail::row::reduce_at_once;
    count -= some;
    int32_t sum = 0;
    int64_t squares = 0;
    for (size_t n = some / 8; n != 0; --n) {
      const int16x8_t eight = vldrhq_s16(x);
      sum = vaddvaq_s16(sum, eight);
      squares = vmlaldavaq_s16(squares, eight, eight);
      x += 8;
    }
    const mve_pred16_t rest = vctp16q(static_cast<uint32_t>(some % 8));
    const int16x8_t last = vldrhq_z_s16(x, rest);  // zeros beyond the end
    x += some % 8;
    into.sum += vaddvaq_s16(sum, last);
    into.squares += static_cast<uint64_t>(vmlaldavaq_s16(squares, last, last));
  }
}

inline void reduce(const int8_t* x, size_t count, power_sums& into, target::mve) noexcept {
  while (count != 0) {
    size_t some = count < detail::row::reduce_at_once ? count : detail::row::reduce_at_once;
    count -= some;
    int32_t sum = 0;
    int32_t squares = 0;
    for (size_t n = some / 16; n != 0; --n) {
      const int8x16_t row = vldrbq_s8(x);
      sum = vaddvaq_s8(sum, row);
      squares = vmladavaq_s8(squares, row, row);
      x += 16;
    }
    const mve_pred16_t rest = vctp8q(static_cast<uint32_t>(some % 16));
    const int8x16_t last = vldrbq_z_s8(x, rest);
    x += some % 16;
    into.sum += vaddvaq_s8(sum, last);
    into.squares += static_cast<uint32_t>(vmladavaq_s8(squares, last, last));
  }
}
#endif

/// The sum of x - pivot and of its squares.
struct distance_sums {
  float sum = 0;
  float squares = 0;
};

/// Of a few floats: sums of many lose digits.
///
/// Target   within count * 2^-24 of the sum of sizes; the order differs between cores
constexpr distance_sums distances(const float* x, size_t count, float pivot,
                                  target::scalar) noexcept {
  distance_sums sums;
  for (; count >= 4; count -= 4) {
    const float a = x[0] - pivot, b = x[1] - pivot, c = x[2] - pivot, d = x[3] - pivot;
    sums.sum += (a + b) + (c + d);
    sums.squares += a * a;
    sums.squares += b * b;
    sums.squares += c * c;
    sums.squares += d * d;
    x += 4;
  }
  for (; count != 0; --count) {
    const float a = *x++ - pivot;
    sums.sum += a;
    sums.squares += a * a;
  }
  return sums;
}

#if MOTE_HAS_MVE_FLOAT
inline distance_sums distances(const float* x, size_t count, float pivot,
                               target::mve_float) noexcept {
  float32x4_t sum = vdupq_n_f32(0), squares = sum;
  const float32x4_t all = vdupq_n_f32(pivot);
  for (size_t n = count / 4; n != 0; --n) {
    const float32x4_t distance = vsubq_f32(vldrwq_f32(x), all);
    sum = vaddq_f32(sum, distance);
    squares = vfmaq_f32(squares, distance, distance);
    x += 4;
  }
  const distance_sums rest = distances(x, count % 4, pivot, target::scalar{});
  return {rest.sum + ((sum[0] + sum[1]) + (sum[2] + sum[3])),
          rest.squares + ((squares[0] + squares[1]) + (squares[2] + squares[3]))};
}
#endif

constexpr distance_sums distances(const float* x, size_t count, float pivot) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return distances(x, count, pivot, definition{});
  return distances(x, count, pivot, best<float>{});
}

template <class T>
constexpr void reduce(const T* x, size_t count, power_sums& into) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return reduce(x, count, into, definition{});
  return reduce(x, count, into, best<T>{});
}

/// Adds one number, for which no vector is worth its setting up.
template <class T>
constexpr void reduce_one(T x, power_sums& into) noexcept {
  reduce(&x, 1, into, definition{});
}

}  // namespace mote::kernel
