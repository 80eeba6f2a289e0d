// butterfly.hpp - the loops of a fast Fourier transform, over pairs (re, im). Floor 1.
// Written once: fourier_points*.hpp have the arithmetic. Each returns the largest of the block.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../row/in_flash.hpp"
#include "points.hpp"
#include "points_dsp.hpp"

namespace mote::kernel::detail::fourier {

using kernel::fourier::points;

template <class Points, class T>
struct root_factor {
  flash_pointer<T> w;
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

/// Four numbers in bit-reversed order: the terms 0, 2, 1, 3 modulo 4. Integers are halved one to
/// three times, of which three are enough for every input if all factors are 1.
template <class Points, int Halvings, class Place, class Factor>
MOTE_ALWAYS_INLINE constexpr auto butterfly(Place p0, Place p1, Place p2, Place p3, Factor w2,
                                            Factor w1, Factor w3) noexcept {
  constexpr bool early = Halvings == 3;
  constexpr bool late = Halvings >= 2;
  const auto t0 = Points::by_one(Points::load(p0));
  const auto t2 = w2(Points::load(p1));
  const auto a = Points::template sum<early>(t0, t2);
  const auto b = Points::template difference<early>(t0, t2);
  Points::keep_order();
  const auto t1 = w1(Points::load(p2));
  Points::keep_order();
  const auto t3 = w3(Points::load(p3));
  const auto c = Points::template sum<early>(t1, t3);
  const auto d = Points::template difference<early>(t1, t3);
  const auto y0 = Points::template sum<late>(a, c);
  const auto y1 = Points::template sum_turned<late>(b, d);
  const auto y2 = Points::template difference<late>(a, c);
  const auto y3 = Points::template difference_turned<late>(b, d);
  Points::store(p0, y0);
  Points::store(p1, y1);
  Points::store(p2, y2);
  Points::store(p3, y3);
  return Points::largest_of(y0) | Points::largest_of(y1) | Points::largest_of(y2) |
         Points::largest_of(y3);
}

/// Swaps what is in `row`, at the places `reversed`, with every `step`th of `column`. A function of
/// its own: Cortex-M0 has eight registers for it.
template <class T, class Row, class Tag>
MOTE_NOINLINE constexpr uint32_t swap_row(T* row, T* column, size_t step, Row reversed, Row end,
                                          Tag) noexcept {
  using number = points<T, Tag>;
  uint32_t found = 0;
  for (; reversed != end; ++reversed) {
    column += step;
    T* const p = row + 2 * size_t{*reversed};
    const auto one = number::load(p);
    const auto other = number::load(column);
    number::store(column, one);
    number::store(p, other);
    found |= number::largest_of(one) | number::largest_of(other);
  }
  return found;
}

}  // namespace mote::kernel::detail::fourier

namespace mote::kernel::fourier {

/// x in bit-reversed order. A table of the reversals of half the bits is enough: the number
/// (a, middle, reversed c) goes to (c, middle, reversed a).
template <int Bits, class T, class Tag>
constexpr uint32_t permute(T* x, flash_pointer<uint8_t> reversed, Tag tag) noexcept {
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
      found |= number::largest_of(number::load(column));
      found |= detail::fourier::swap_row(row, column, step, reversed + a + 1, reversed + rows, tag);
    }
  }
  return found;
}

template <class T, class Tag>
constexpr uint32_t largest(const T* x, size_t size, Tag) noexcept {
  using number = points<T, Tag>;
  uint32_t found = 0;
  for (size_t i = 0; i < 2 * size; i += 2) found |= number::largest_of(number::load(x + i));
  return found;
}

/// A block of `size` numbers shifted one bit to the right; from full_size to half_size.
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

/// By how much a block of integers can be shifted to the left: its numbers stay below 2^-1. 0 for
/// silence.
template <class T>
constexpr int spare_bits(const T* x, size_t size) noexcept {
  constexpr int sign_bit = static_cast<int>(8 * sizeof(T)) - 1;
  T used = 0;
  for (size_t i = 0; i < 2 * size; ++i) used = static_cast<T>(used | (x[i] ^ (x[i] >> sign_bit)));
  if (used == 0) return 0;
  constexpr T quarter = static_cast<T>(T{1} << (sign_bit - 2));
  int spare = 0;
  for (; used < quarter; used = static_cast<T>(used * 2)) ++spare;
  return spare;
}

/// A block shifted to the left.
template <class T, class Tag>
constexpr void enlarge(T* x, size_t size, int bits, Tag) noexcept {
  using number = points<T, Tag>;
  const T factor = static_cast<T>(T{1} << bits);
  for (T* const end = x + 2 * size; x != end; x += 4) {
    const auto a = number::load(x);
    const auto b = number::load(x + 2);
    number::store(x, number::multiplied(a, factor));
    number::store(x + 2, number::multiplied(b, factor));
  }
}

/// First stage where the number of stages of radix 2 is odd: sums and differences of neighbours.
/// Two halvings are enough for every input.
template <int Halvings, class T, class Tag>
constexpr uint32_t radix2(T* x, size_t size, Tag) noexcept {
  using number = points<T, Tag>;
  uint32_t found = 0;
  for (T* end = x + 2 * size; x != end; x += 4) {
    auto a = number::load(x);
    auto b = number::load(x + 2);
    if constexpr (Halvings == 2) {
      a = number::by_one(a);
      b = number::by_one(b);
    }
    const auto y0 = number::template sum<(Halvings > 0)>(a, b);
    const auto y1 = number::template difference<(Halvings > 0)>(a, b);
    number::store(x, y0);
    number::store(x + 2, y1);
    found |= number::largest_of(y0) | number::largest_of(y1);
  }
  return found;
}

}  // namespace mote::kernel::fourier

namespace mote::kernel::detail::fourier {
/// Butterflies `gap` samples apart, the first of each group: all of their factors are 1.
template <int Halvings, class T, class Tag>
constexpr uint32_t radix4_of_one(T* x, size_t groups, size_t gap, Tag) noexcept {
  using number = points<T, Tag>;
  constexpr factor_1<number> one{};
  uint32_t found = 0;
  for (; groups != 0; --groups, x += 4 * gap) {
    found |= butterfly<number, Halvings>(x, x + gap, x + 2 * gap, x + gap + 2 * gap, one, one, one);
  }
  return found;
}
}  // namespace mote::kernel::detail::fourier

namespace mote::kernel::fourier {

/// The stage of radix 4 that spans four numbers, for blocks at full_size: halves three times.
template <class T, class Tag>
constexpr uint32_t radix4_loud(T* x, size_t groups, Tag tag) noexcept {
  return detail::fourier::radix4_of_one<3>(x, groups, 2, tag);
}

/// A stage of butterflies of radix 4, each of them on numbers `span` apart. For each but the first
/// of a group w holds the factors of the terms 2, 1 and 3 modulo 4. Integers are halved once or
/// twice.
template <int Halvings, class T, class Tag>
constexpr uint32_t radix4(T* x, size_t groups, size_t span, flash_pointer<T> w, Tag tag) noexcept {
  using number = points<T, Tag>;
  using root = detail::fourier::root_factor<number, T>;
  const size_t gap = 2 * span;
  uint32_t found = detail::fourier::radix4_of_one<Halvings>(x, groups, gap, tag);
  if (span == 1) return found;
  for (; groups != 0; --groups) {
    T* z = x + 2 * gap;
    flash_pointer<T> factor = w;
    for (T* const end = x + gap; (x += 2) != end; factor += 6) {
      z += 2;
      found |= detail::fourier::butterfly<number, Halvings>(x, x + gap, z, z + gap, root{factor},
                                                            root{factor + 2}, root{factor + 4});
    }
    x += 3 * gap;
  }
  return found;
}

}  // namespace mote::kernel::fourier
