// points.hpp - the arithmetic of a Fourier transform's butterflies, by sample type. Floor 1.
// Block floating point, what integers need of it: a level is a number with bit 2b or 2b+1 as its
// highest when the longest complex number of a block is about 2^b long in units of 2^-15.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/complex.hpp"

namespace mote::kernel::fourier {

/// Arithmetic of a butterfly. `wide` holds sums of two samples of a block whose level is below
/// `full_level`; a half turn is half of a product with a complex number of length 1.
template <class T>
struct points;

template <>
struct points<float> {
  using wide = float;
  using level = uint32_t;  // always 0
  static constexpr wide half_sum(wide a, wide b) noexcept { return (a + b) * 0.5f; }
  static constexpr wide half_difference(wide a, wide b) noexcept { return (a - b) * 0.5f; }
  static constexpr complex<wide> turn(complex<wide> x, complex<float> w) noexcept {
    return {x.re * w.re - x.im * w.im, x.re * w.im + x.im * w.re};
  }
  static constexpr level level_of(complex<wide>) noexcept { return 0; }
};

template <>
struct points<int16_t> {
  using wide = int32_t;
  using level = uint32_t;
  static constexpr wide half_sum(wide a, wide b) noexcept { return (a + b) >> 1; }
  static constexpr wide half_difference(wide a, wide b) noexcept { return (a - b) >> 1; }
  static constexpr wide half(wide a) noexcept { return (a + 1) >> 1; }
  static constexpr complex<wide> half_turn(complex<wide> x, complex<int16_t> w) noexcept {
    return {(x.re * w.re - x.im * w.im + 0x8000) >> 16, (x.re * w.im + x.im * w.re + 0x8000) >> 16};
  }
  static constexpr complex<wide> turn(complex<wide> x, complex<int16_t> w) noexcept {
    return {(x.re * w.re - x.im * w.im + 0x4000) >> 15, (x.re * w.im + x.im * w.re + 0x4000) >> 15};
  }
  static constexpr level square(complex<wide> x) noexcept {
    return static_cast<level>(x.re * x.re) + static_cast<level>(x.im * x.im);
  }
  static constexpr level level_of(complex<wide> x) noexcept { return square(x) + 0x40000u; }
};

template <>
struct points<int32_t> {
  using wide = int32_t;
  using level = uint32_t;
  static constexpr wide half_sum(wide a, wide b) noexcept { return (a >> 1) + (b >> 1); }
  static constexpr wide half_difference(wide a, wide b) noexcept { return (a >> 1) - (b >> 1); }
  static constexpr wide half(wide a) noexcept { return (a + 1) >> 1; }
  static constexpr wide upper_half(int64_t product) noexcept {
    return static_cast<wide>((product + 0x80000000) >> 32);
  }
  static constexpr complex<wide> half_turn(complex<wide> x, complex<int32_t> w) noexcept {
    return {upper_half(int64_t{x.re} * w.re - int64_t{x.im} * w.im),
            upper_half(int64_t{x.re} * w.im + int64_t{x.im} * w.re)};
  }
  static constexpr level square(complex<wide> x) noexcept {
    return points<int16_t>::square({x.re >> 16, x.im >> 16});
  }
  static constexpr level level_of(complex<wide> x) noexcept { return square(x) + 0x40000u; }
};

template <class T>
using wide_point = complex<typename points<T>::wide>;
template <class T>
using level_t = typename points<T>::level;

/// A block below full_level has no number as long as 2^15 - 4 units, and so on.
inline constexpr uint32_t full_level = uint32_t{1} << 30;
inline constexpr uint32_t half_level = uint32_t{1} << 28;
inline constexpr uint32_t quarter_level = uint32_t{1} << 26;

template <class T>
constexpr wide_point<T> load(const T* x) noexcept {
  return {x[0], x[1]};
}
template <class T>
constexpr void store(T* x, wide_point<T> y) noexcept {
  x[0] = static_cast<T>(y.re);
  x[1] = static_cast<T>(y.im);
}
template <class T>
constexpr complex<T> load_twiddle(const T* w) noexcept {
  return {w[0], w[1]};
}

}  // namespace mote::kernel::fourier
