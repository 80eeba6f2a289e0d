// points.hpp - the arithmetic of a transform's butterflies, by sample type. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/complex.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../row/in_flash.hpp"

namespace mote::kernel::fourier {

/// Complex numbers of samples, as a butterfly computes with them.
///
/// by_one, by_root    times a number of length 1; integers are halved and rounded
/// sum, difference    a + b, a - b; with Halve halved and rounded down, which makes good for the
///                    halves that by_one rounds up
/// *_turned           a - jb, a + jb
/// largest_of         block floating point: of integers about the square of the length, in units of
///                    2^-15. The largest is all of a block ORed: only its highest bit counts,
///                    and below quiet_size not even that
template <class T, class Tag>
struct points : points<T, target::scalar> {};

/// True where a target has vectors for a stage of `size` numbers: it wants another table.
template <class T, class Tag>
constexpr bool uses_vectors(size_t size, size_t span) noexcept {
  if (traits::same<Tag, target::mve> && traits::same<T, int16_t>) {
    return span > 2 || (span > 1 && size > 8);
  }
  return traits::same<Tag, target::mve_float> && traits::same<T, float> && span > 1;
}

/// A block below full_size has no number as long as 2^15 - 1 units; half_size, 2^14; and so on.
inline constexpr uint32_t full_size = uint32_t{1} << 30;
inline constexpr uint32_t half_size = uint32_t{1} << 28;
inline constexpr uint32_t quarter_size = uint32_t{1} << 26;

}  // namespace mote::kernel::fourier

namespace mote::kernel::detail::fourier {

/// What all sample types share; `Self` brings half_sum, half_difference, by_one and by_root.
template <class T, class Wide, class Self>
struct scalar_points {
  using wide = Wide;
  using point = complex<wide>;
  using twiddle = complex<T>;

  static constexpr point load(const T* x) noexcept { return {x[0], x[1]}; }
  static constexpr void store(T* x, point y) noexcept {
    x[0] = static_cast<T>(y.re);
    x[1] = static_cast<T>(y.im);
  }
  static constexpr void keep_order() noexcept {}
  static constexpr twiddle load_twiddle(flash_pointer<T> w) noexcept { return pair_at<twiddle>(w); }

  template <bool Halve>
  static constexpr wide plus(wide a, wide b) noexcept {
    if constexpr (Halve) return Self::half_sum(a, b);
    return a + b;
  }
  template <bool Halve>
  static constexpr wide minus(wide a, wide b) noexcept {
    if constexpr (Halve) return Self::half_difference(a, b);
    return a - b;
  }
  template <bool Halve>
  static constexpr point sum(point a, point b) noexcept {
    return {plus<Halve>(a.re, b.re), plus<Halve>(a.im, b.im)};
  }
  template <bool Halve>
  static constexpr point difference(point a, point b) noexcept {
    return {minus<Halve>(a.re, b.re), minus<Halve>(a.im, b.im)};
  }
  template <bool Halve>
  static constexpr point sum_turned(point a, point b) noexcept {
    return {plus<Halve>(a.re, b.im), minus<Halve>(a.im, b.re)};
  }
  template <bool Halve>
  static constexpr point difference_turned(point a, point b) noexcept {
    return {minus<Halve>(a.re, b.im), plus<Halve>(a.im, b.re)};
  }
};

/// Of integers.
template <class T, class Self>
struct scalar_integer_points : scalar_points<T, int32_t, Self> {
  using point = complex<int32_t>;

  static constexpr point by_one(point x) noexcept { return {Self::half(x.re), Self::half(x.im)}; }
  static constexpr point halved(point x) noexcept { return {x.re >> 1, x.im >> 1}; }
  static constexpr point multiplied(point x, T factor) noexcept {
    return {x.re * factor, x.im * factor};
  }
  static constexpr uint32_t square(point x) noexcept {
    return static_cast<uint32_t>(x.re * x.re) + static_cast<uint32_t>(x.im * x.im);
  }
};

}  // namespace mote::kernel::detail::fourier

namespace mote::kernel::fourier {

template <>
struct points<float, target::scalar>
    : detail::fourier::scalar_points<float, float, points<float, target::scalar>> {
  static constexpr point by_one(point x) noexcept { return x; }
  static constexpr point by_root(point x, twiddle w) noexcept {
    return {x.re * w.re - x.im * w.im, x.re * w.im + x.im * w.re};
  }
  static constexpr uint32_t largest_of(point) noexcept { return 0; }
};

template <>
struct points<int16_t, target::scalar>
    : detail::fourier::scalar_integer_points<int16_t, points<int16_t, target::scalar>> {
  static constexpr wide half(wide a) noexcept { return (a + 1) >> 1; }
  static constexpr wide half_sum(wide a, wide b) noexcept { return (a + b) >> 1; }
  static constexpr wide half_difference(wide a, wide b) noexcept { return (a - b) >> 1; }
  static constexpr point by_root(point x, twiddle w) noexcept {
    return {(x.re * w.re - x.im * w.im + 0x8000) >> 16, (x.re * w.im + x.im * w.re + 0x8000) >> 16};
  }
  static constexpr uint32_t quiet_size = uint32_t{1} << 17;
  static constexpr uint32_t add_square(point x, uint32_t sum) noexcept { return square(x) + sum; }
  static constexpr uint32_t largest_of(point x) noexcept { return square(x) + 0x10001u; }
};

template <>
struct points<int32_t, target::scalar>
    : detail::fourier::scalar_integer_points<int32_t, points<int32_t, target::scalar>> {
  static constexpr wide half(wide a) noexcept { return (a >> 1) + (a & 1); }
  static constexpr wide half_sum(wide a, wide b) noexcept { return (a >> 1) + (b >> 1); }
  static constexpr wide half_difference(wide a, wide b) noexcept { return (a >> 1) - (b >> 1); }
  static constexpr wide upper_half(int64_t product) noexcept {
    return static_cast<wide>((product + 0x80000000) >> 32);
  }
  static constexpr point by_root(point x, twiddle w) noexcept {
    return {upper_half(int64_t{x.re} * w.re - int64_t{x.im} * w.im),
            upper_half(int64_t{x.re} * w.im + int64_t{x.im} * w.re)};
  }
  static constexpr uint32_t quiet_size = uint32_t{1} << 19;
  static constexpr uint32_t add_square(point x, uint32_t sum) noexcept {
    return square({x.re >> 16, x.im >> 16}) + sum;
  }
  static constexpr uint32_t largest_of(point x) noexcept { return add_square(x, 0x40000u); }
};

}  // namespace mote::kernel::fourier
