// butterfly.hpp - the loops of a fast Fourier transform, over pairs (re, im) of samples. Floor 1.
// Written once: points.hpp and points_dsp.hpp have the arithmetic. Each returns the block's level.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/target.hpp"
#include "points.hpp"
#include "points_dsp.hpp"

namespace mote::kernel::fourier {

namespace detail {

template <class Points, class T>
struct root_factor {
  const T* w;
  MOTE_ALWAYS_INLINE constexpr typename Points::point operator()(
      typename Points::point x) const noexcept {
    return Points::by_root(x, Points::load_twiddle(w));
  }
};
template <class Points>
struct factor_1 {
  constexpr typename Points::point operator()(typename Points::point x) const noexcept {
    return Points::by_one(x);
  }
};

/// Two points from x on and two from z on, `gap` samples apart: the terms 0, 2, 1, 3 modulo 4.
template <class Points, bool Halve, class T, class Factor>
MOTE_ALWAYS_INLINE constexpr auto butterfly(T* x, T* z, size_t gap, Factor w2, Factor w1,
                                            Factor w3) noexcept {
  const auto t0 = Points::by_one(Points::load(x));
  const auto t2 = w2(Points::load(x + gap));
  const auto a = Points::template sum<false>(t0, t2);
  const auto b = Points::template difference<false>(t0, t2);
  Points::keep_order();
  const auto t1 = w1(Points::load(z));
  Points::keep_order();
  const auto t3 = w3(Points::load(z + gap));
  const auto c = Points::template sum<false>(t1, t3);
  const auto d = Points::template difference<false>(t1, t3);
  const auto y0 = Points::template sum<Halve>(a, c);
  const auto y1 = Points::template sum_turned<Halve>(b, d);
  const auto y2 = Points::template difference<Halve>(a, c);
  const auto y3 = Points::template difference_turned<Halve>(b, d);
  Points::store(x, y0);
  Points::store(x + gap, y1);
  Points::store(z, y2);
  Points::store(z + gap, y3);
  return Points::level_of(y0) | Points::level_of(y1) | Points::level_of(y2) | Points::level_of(y3);
}

}  // namespace detail

namespace detail {

/// Swaps what is in `row`, at the places `reversed`, with every `step`th of `column`. A function of
/// its own: Cortex-M0 has eight registers for it.
template <class T, class Tag>
MOTE_NOINLINE constexpr uint32_t swap_row(T* row, T* column, size_t step, const uint8_t* reversed,
                                          const uint8_t* end, Tag) noexcept {
  using number = points<T, Tag>;
  uint32_t found = 0;
  for (; reversed != end; ++reversed) {
    column += step;
    T* const p = row + 2 * size_t{*reversed};
    const auto one = number::load(p);
    const auto other = number::load(column);
    number::store(column, one);
    number::store(p, other);
    found |= number::level_of(one) | number::level_of(other);
  }
  return found;
}

}  // namespace detail

/// x in bit-reversed order. A table of the reversals of half the bits is enough: the number
/// (a, middle, reversed c) goes to (c, middle, reversed a).
template <int Bits, class T, class Tag>
constexpr uint32_t permute(T* x, const uint8_t* reversed, Tag tag) noexcept {
  using number = points<T, Tag>;
  constexpr size_t rows = size_t{1} << (Bits / 2);
  constexpr size_t middles = size_t{1} << (Bits % 2);
  constexpr size_t step = 2 * rows * middles;  // of the upper bits, in samples
  uint32_t found = 0;
  for (size_t a = 0; a < rows; ++a) {
    const size_t place = 2 * size_t{reversed[a]};
    T* row = x + a * step;
    for (size_t middle = 0; middle < middles; ++middle, row += 2 * rows) {
      T* const column = row + place;  // what is here stays
      found |= number::level_of(number::load(column));
      found |= detail::swap_row(row, column, step, reversed + a + 1, reversed + rows, tag);
    }
  }
  return found;
}

template <class T, class Tag>
constexpr uint32_t level(const T* x, size_t size, Tag) noexcept {
  using number = points<T, Tag>;
  uint32_t found = 0;
  for (size_t i = 0; i < 2 * size; i += 2) found |= number::level_of(number::load(x + i));
  return found;
}

/// A block of `size` numbers shifted one bit to the right; from full_level to half_level.
template <class T, class Tag>
constexpr void halve(T* x, size_t size, Tag) noexcept {
  using number = points<T, Tag>;
  for (T* const end = x + 2 * size; x != end; x += 8) {  // size is 4 or more
    const auto a = number::load(x);
    const auto b = number::load(x + 2);
    const auto c = number::load(x + 4);
    const auto d = number::load(x + 6);
    number::store(x, number::halved(a));
    number::store(x + 2, number::halved(b));
    number::store(x + 4, number::halved(c));
    number::store(x + 6, number::halved(d));
  }
}

/// By how much a block of integers can be shifted to the left: its numbers stay below 2^-1.
template <class T>
constexpr int spare_bits(const T* x, size_t size) noexcept {
  constexpr int sign_bit = static_cast<int>(8 * sizeof(T)) - 1;
  T used = 0;
  for (size_t i = 0; i < 2 * size; ++i) used = static_cast<T>(used | (x[i] ^ (x[i] >> sign_bit)));
  if (used == 0) return 0;
  int spare = 0;
  for (; used < (T{1} << (sign_bit - 2)); used = static_cast<T>(used * 2)) ++spare;
  return spare;
}

/// A block shifted to the left.
template <class T, class Tag>
constexpr uint32_t enlarge(T* x, size_t size, int bits, Tag) noexcept {
  using number = points<T, target::scalar>;
  uint32_t found = 0;
  for (size_t i = 0; i < 2 * size; i += 2) {
    const auto y = number::doubled(number::load(x + i), bits);
    number::store(x + i, y);
    found |= number::level_of(y);
  }
  return found;
}

/// First stage where the number of stages of radix 2 is odd: sums and differences of neighbours.
template <bool Halve, class T, class Tag>
constexpr uint32_t radix2(T* x, size_t size, Tag) noexcept {
  using number = points<T, Tag>;
  uint32_t found = 0;
  for (T* end = x + 2 * size; x != end; x += 4) {
    const auto a = number::load(x);
    const auto b = number::load(x + 2);
    const auto y0 = number::template sum<Halve>(a, b);
    const auto y1 = number::template difference<Halve>(a, b);
    number::store(x, y0);
    number::store(x + 2, y1);
    found |= number::level_of(y0) | number::level_of(y1);
  }
  return found;
}

/// A stage of butterflies of radix 4, each of them on numbers `span` apart. For each but the first
/// of a group w holds the factors of the terms 2, 1 and 3 modulo 4. Integers are halved on the way,
/// with Halve twice.
template <bool Halve, class T, class Tag>
constexpr uint32_t radix4(T* x, size_t groups, size_t span, const T* w, Tag) noexcept {
  using number = points<T, Tag>;
  using root = detail::root_factor<number, T>;
  constexpr detail::factor_1<number> one{};
  const size_t gap = 2 * span;
  uint32_t found = 0;
  T* first = x;
  for (size_t left = groups; left != 0; --left, first += 4 * gap) {
    found |= detail::butterfly<number, Halve>(first, first + 2 * gap, gap, one, one, one);
  }
  if (span == 1) return found;
  for (; groups != 0; --groups) {
    T* z = x + 2 * gap;
    const T* factor = w;
    for (T* const end = x + gap; (x += 2) != end; factor += 6) {
      z += 2;
      found |= detail::butterfly<number, Halve>(x, z, gap, root{factor}, root{factor + 2},
                                                root{factor + 4});
    }
    x += 3 * gap;
  }
  return found;
}

}  // namespace mote::kernel::fourier
