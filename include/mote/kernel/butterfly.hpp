// butterfly.hpp - the loops of a fast Fourier transform, over pairs (re, im) of samples. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/complex.hpp"
#include "../core/target.hpp"
#include "../core/traits.hpp"
#include "points.hpp"

namespace mote::kernel::fourier {

namespace detail {

/// Multiplication by 1 and by a complex number, halved where T is an integer.
template <class T>
struct by_one {
  constexpr wide_point<T> operator()(wide_point<T> x) const noexcept {
    if constexpr (mote::detail::same<T, float>) {
      return x;
    } else {
      return {points<T>::half(x.re), points<T>::half(x.im)};
    }
  }
};
template <class T>
struct by_root {
  complex<T> w;
  constexpr wide_point<T> operator()(wide_point<T> x) const noexcept {
    if constexpr (mote::detail::same<T, float>) {
      return points<T>::turn(x, w);
    } else {
      return points<T>::half_turn(x, w);
    }
  }
};

/// Halved, they are rounded down; that `by_one` rounds halves up makes good for it.
template <bool Halve, class T>
constexpr wide_point<T> sum(wide_point<T> a, wide_point<T> b) noexcept {
  if constexpr (Halve) {
    return {points<T>::half_sum(a.re, b.re), points<T>::half_sum(a.im, b.im)};
  } else {
    return {a.re + b.re, a.im + b.im};
  }
}
template <bool Halve, class T>
constexpr wide_point<T> difference(wide_point<T> a, wide_point<T> b) noexcept {
  if constexpr (Halve) {
    return {points<T>::half_difference(a.re, b.re), points<T>::half_difference(a.im, b.im)};
  } else {
    return {a.re - b.re, a.im - b.im};
  }
}

/// Four points, `gap` samples apart, in bit-reversed order: the terms 0, 2, 1, 3 modulo 4.
template <bool Halve, class T, class Factor>
MOTE_ALWAYS_INLINE constexpr level_t<T> butterfly(T* x, size_t gap, Factor w2, Factor w1,
                                                  Factor w3) noexcept {
  const wide_point<T> t0 = by_one<T>{}(load(x));
  const wide_point<T> t2 = w2(load(x + gap));
  const wide_point<T> a = sum<false, T>(t0, t2);
  const wide_point<T> b = difference<false, T>(t0, t2);
  const wide_point<T> t1 = w1(load(x + 2 * gap));
  const wide_point<T> t3 = w3(load(x + 3 * gap));
  const wide_point<T> c = sum<false, T>(t1, t3);
  const wide_point<T> d = difference<false, T>(t1, t3);
  const wide_point<T> d_turned{d.im, -d.re};  // times -j
  const wide_point<T> y0 = sum<Halve, T>(a, c);
  const wide_point<T> y1 = sum<Halve, T>(b, d_turned);
  const wide_point<T> y2 = difference<Halve, T>(a, c);
  const wide_point<T> y3 = difference<Halve, T>(b, d_turned);
  store(x, y0);
  store(x + gap, y1);
  store(x + 2 * gap, y2);
  store(x + 3 * gap, y3);
  return static_cast<level_t<T>>(points<T>::level_of(y0) | points<T>::level_of(y1) |
                                 points<T>::level_of(y2) | points<T>::level_of(y3));
}

template <class T>
constexpr level_t<T> swap_points(T* a, T* b) noexcept {
  const wide_point<T> one = load(a);
  const wide_point<T> other = load(b);
  store(a, other);
  store(b, one);
  return static_cast<level_t<T>>(points<T>::level_of(one) | points<T>::level_of(other));
}

}  // namespace detail

/// x in bit-reversed order, and its level. A table of the reversals of half the bits is enough: the
/// number (a, middle, reversed c) goes to (c, middle, reversed a).
template <int Bits, class T>
constexpr level_t<T> permute(T* x, const uint8_t* reversed, target::scalar) noexcept {
  constexpr size_t rows = size_t{1} << (Bits / 2);
  constexpr size_t middles = size_t{1} << (Bits % 2);
  constexpr size_t step = 2 * rows * middles;  // of the upper bits, in samples
  level_t<T> found = 0;
  for (size_t a = 0; a < rows; ++a) {
    for (size_t middle = 0; middle < middles; ++middle) {
      T* const p = x + a * step + 2 * middle * rows;
      const size_t there = 2 * size_t{reversed[a]};
      found |= points<T>::level_of(load(p + there));
      T* const q = x + 2 * middle * rows + there;
      for (size_t c = a + 1; c < rows; ++c) {
        found |= detail::swap_points(p + 2 * size_t{reversed[c]}, q + c * step);
      }
    }
  }
  return found;
}

/// The level of a block.
template <class T>
constexpr level_t<T> level(const T* x, size_t points_in_block, target::scalar) noexcept {
  level_t<T> found = 0;
  for (size_t i = 0; i < 2 * points_in_block; i += 2) found |= points<T>::level_of(load(x + i));
  return found;
}

/// First stage where the number of stages of radix 2 is odd: sums and differences of neighbours.
template <bool Halve, class T>
constexpr level_t<T> radix2(T* x, size_t points_in_block, target::scalar) noexcept {
  level_t<T> found = 0;
  for (T* end = x + 2 * points_in_block; x != end; x += 4) {
    const wide_point<T> a = load(x);
    const wide_point<T> b = load(x + 2);
    const wide_point<T> y0 = detail::sum<Halve, T>(a, b);
    const wide_point<T> y1 = detail::difference<Halve, T>(a, b);
    store(x, y0);
    store(x + 2, y1);
    found |= static_cast<level_t<T>>(points<T>::level_of(y0) | points<T>::level_of(y1));
  }
  return found;
}

/// A stage of butterflies of radix 4 that spans 4 * span points, all of `w` long. Integers are
/// halved once on the way, or twice.
template <bool Halve, class T>
constexpr level_t<T> radix4(T* x, size_t points_in_block, size_t span, const T* w,
                            target::scalar) noexcept {
  level_t<T> found = 0;
  const size_t gap = 2 * span;
  constexpr detail::by_one<T> one{};
  for (size_t at = 0; at < 2 * points_in_block; at += 4 * gap) {
    found |= detail::butterfly<Halve>(x + at, gap, one, one, one);
  }
  for (size_t j = 2; j < gap; j += 2) {
    const detail::by_root<T> w2{load_twiddle(w + j)};
    const detail::by_root<T> w1{load_twiddle(w + gap + j)};
    const detail::by_root<T> w3{load_twiddle(w + 2 * gap + j)};
    for (size_t at = j; at < 2 * points_in_block; at += 4 * gap) {
      found |= detail::butterfly<Halve>(x + at, gap, w2, w1, w3);
    }
  }
  return found;
}

/// Shifts a block whose level is below quarter_level to the left, as far as its level stays below
/// 2^29, or a block at full_level one bit to the right. Returns by how much to the right, and the
/// new level.
template <class T>
struct rescaled {
  int shift;
  level_t<T> level;
};
template <class T>
constexpr rescaled<T> rescale(T* x, size_t points_in_block, bool down, target::scalar) noexcept {
  constexpr int sign_bit = static_cast<int>(8 * sizeof(T)) - 1;
  int shift = 1;
  if (!down) {
    T used = 0;
    for (size_t i = 0; i < 2 * points_in_block; ++i) {
      used = static_cast<T>(used | (x[i] ^ (x[i] >> sign_bit)));
    }
    if (used == 0) return {0, quarter_level};
    shift = 0;
    for (; used < (T{1} << (sign_bit - 2)); used = static_cast<T>(used * 2)) --shift;
  }
  level_t<T> found = 0;
  for (size_t i = 0; i < 2 * points_in_block; i += 2) {
    wide_point<T> y = load(x + i);
    if (down) {
      y = {y.re >> 1, y.im >> 1};
    } else {
      y = {y.re * (T{1} << -shift), y.im * (T{1} << -shift)};
    }
    store(x + i, y);
    found |= points<T>::level_of(y);
  }
  return {shift, found};
}

}  // namespace mote::kernel::fourier
