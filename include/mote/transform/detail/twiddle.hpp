// twiddle.hpp - the roots of unity that the Fourier transforms multiply by, as tables. Floor 2.
// Computed in integers, so that every compiler makes the same bits: on AVR double is 24 bits.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/complex.hpp"
#include "../../core/traits.hpp"

namespace mote::detail::transform {

/// cos and sin of pi/4 * share / whole, share <= whole < 2^28, in Q31 within 2 units.
constexpr complex<int64_t> eighth_turn(uint32_t share, uint32_t whole) noexcept {
  constexpr uint64_t quarter_pi = 3373259426u;  // Q32
  const uint64_t x = quarter_pi * share / whole;
  const uint64_t square = (x * x) >> 32;
  uint64_t term = x;
  uint64_t sine = x;
  for (uint64_t k = 2; k < 12; k += 2) {
    term = ((term * square) >> 32) / (k * (k + 1));
    sine += k % 4 == 2 ? 0 - term : term;
  }
  term = uint64_t{1} << 32;
  uint64_t cosine = term;
  for (uint64_t k = 1; k < 12; k += 2) {
    term = (k == 1 ? square : (term * square) >> 32) / (k * (k + 1));
    cosine += k % 4 == 1 ? 0 - term : term;
  }
  return {static_cast<int64_t>((cosine + 1) >> 1), static_cast<int64_t>((sine + 1) >> 1)};
}

/// e^(-2 pi j k / n) in Q31; k < n <= 2^15.
constexpr complex<int64_t> root(uint32_t k, uint32_t n) noexcept {
  const uint32_t octant = 8 * k / n;
  const uint32_t past = 8 * k - octant * n;
  const complex<int64_t> c = eighth_turn(octant % 2 == 0 ? past : n - past, n);
  const bool swapped = ((octant + 1) & 2u) != 0;
  const int64_t across = swapped ? c.im : c.re;
  const int64_t up = swapped ? c.re : c.im;
  return {octant >= 2 && octant < 6 ? -across : across, octant < 4 ? -up : up};
}

/// How a sample type keeps factors of at most 1.
template <class T>
struct twiddle_format;
template <>
struct twiddle_format<float> {
  static constexpr complex<float> turn(complex<int64_t> w) noexcept {
    constexpr float lsb = 4.65661287e-10f;  // 2^-31
    return {static_cast<float>(w.re) * lsb, static_cast<float>(w.im) * lsb};
  }
  static constexpr complex<float> split(complex<int64_t> w) noexcept {
    const complex<float> half = turn({w.im, -w.re});  // -j w
    return {0.5f * half.re, 0.5f * half.im};
  }
};
template <>
struct twiddle_format<int16_t> {
  /// Q15, even: what is left of Q14. Never longer than 1. 1.0 saturates; no algorithm reads it.
  static constexpr complex<int16_t> turn(complex<int64_t> w) noexcept {
    int32_t re = static_cast<int32_t>((w.re + 0x10000) >> 17);
    int32_t im = static_cast<int32_t>((w.im + 0x10000) >> 17);
    while (re * re + im * im > 0x10000000) {
      int32_t& longer = re * re > im * im ? re : im;
      longer += longer > 0 ? -1 : 1;
    }
    return {static_cast<int16_t>(2 * (re > 16383 ? 16383 : re)), static_cast<int16_t>(2 * im)};
  }
  /// (1 - j w) / 2, Q15
  static constexpr complex<int16_t> split(complex<int64_t> w) noexcept {
    return {static_cast<int16_t>((0x80000000 + w.im + 0x10000) >> 17),
            static_cast<int16_t>((0x10000 - w.re) >> 17)};
  }
};
template <>
struct twiddle_format<int32_t> {
  static constexpr int32_t limited(int64_t q31) noexcept {
    return static_cast<int32_t>(q31 > 0x7fffffff ? 0x7fffffff : q31);
  }
  static constexpr complex<int32_t> turn(complex<int64_t> w) noexcept {
    return {limited(w.re), limited(w.im)};
  }
  static constexpr complex<int32_t> split(complex<int64_t> w) noexcept {
    return {limited(w.im), limited(-w.re)};  // -j w
  }
};

/// Factors of a stage of radix-4 butterflies that span 4 * Span numbers, Span > 1: of every
/// butterfly but the first those of its terms 2, 1 and 3 modulo 4.
template <class T, size_t Span>
constexpr array<T, 6 * (Span - 1)> make_stage_twiddles() noexcept {
  array<T, 6 * (Span - 1)> table{};
  constexpr uint32_t turns[3] = {2, 1, 3};
  size_t at = 0;
  for (uint32_t j = 1; j < Span; ++j) {
    for (uint32_t turn : turns) {
      const complex<T> w = twiddle_format<T>::turn(root(turn * j, 4 * Span));
      table[at++] = w.re;
      table[at++] = w.im;
    }
  }
  return table;
}

/// The same for stages that use vectors: of all butterflies those of the terms 2, then of 1, then
/// of 3. int16_t in Q14.
template <class T, size_t Span>
constexpr array<T, 6 * Span> make_vector_twiddles() noexcept {
  array<T, 6 * Span> table{};
  constexpr uint32_t turns[3] = {2, 1, 3};
  size_t at = 0;
  for (uint32_t turn : turns) {
    for (uint32_t j = 0; j < Span; ++j) {
      complex<T> w = twiddle_format<T>::turn(root(turn * j, 4 * Span));
      if constexpr (traits::same<T, int16_t>) {
        w = j == 0 ? complex<T>{16384, 0}
                   : complex<T>{static_cast<T>(w.re / 2), static_cast<T>(w.im / 2)};
      }
      table[at++] = w.re;
      table[at++] = w.im;
    }
  }
  return table;
}

/// Factors that separate the spectra of the even and the odd samples, for bins 1 to N/4 - 1.
template <class T, size_t N>
constexpr array<T, N / 2 - 2> make_split_twiddles() noexcept {
  array<T, N / 2 - 2> table{};
  for (size_t k = 1; k < N / 4; ++k) {
    const complex<T> c = twiddle_format<T>::split(root(static_cast<uint32_t>(k), N));
    table[2 * k - 2] = c.re;
    table[2 * k - 1] = c.im;
  }
  return table;
}

/// The numbers below 2^Bits with their bits in reverse order.
template <int Bits>
constexpr array<uint8_t, (size_t{1} << Bits)> make_reversals() noexcept {
  array<uint8_t, (size_t{1} << Bits)> table{};
  for (size_t i = 0; i < table.size(); ++i) {
    for (int bit = 0; bit < Bits; ++bit) {
      if (((i >> bit) & 1u) != 0) {
        table[i] = static_cast<uint8_t>(table[i] | (1u << (Bits - 1 - bit)));
      }
    }
  }
  return table;
}

// One table for every transform of a program that needs it.
template <class T, size_t Span>
inline constexpr array<T, 6 * (Span - 1)> stage_twiddles = make_stage_twiddles<T, Span>();
template <class T, size_t Span>
inline constexpr array<T, 6 * Span> vector_twiddles = make_vector_twiddles<T, Span>();
template <class T, size_t N>
inline constexpr array<T, N / 2 - 2> split_twiddles = make_split_twiddles<T, N>();
template <int Bits>
inline constexpr array<uint8_t, (size_t{1} << Bits)> reversals = make_reversals<Bits>();

/// A table as kernel::in_flash takes it.
template <const auto& Table>
struct row_of {
  static constexpr const auto& values() noexcept { return Table; }
};

}  // namespace mote::detail::transform
