// split.hpp - one spectrum of even and odd samples parted into the spectrum of both. Floor 1.
#pragma once

#include "butterfly.hpp"

namespace mote::kernel::fourier {

namespace detail {

/// The bins k and N/2 - k of N real samples, from the bins a and b of the even samples plus j times
/// the odd ones. c = (1 - j w) / 2, Q15. The difference of a and the conjugate of b is 17 bits
/// long, and the products still fit: |c| < 0.71.
struct bins_of_both {
  wide_point<int16_t> low, high;
};
template <bool Halve>
MOTE_ALWAYS_INLINE constexpr bins_of_both part(wide_point<int16_t> a, wide_point<int16_t> b,
                                               complex<int16_t> c) noexcept {
  using number = points<int16_t>;
  constexpr int shift = Halve ? 16 : 15;
  constexpr int32_t half = int32_t{1} << (shift - 1);
  const int32_t re = a.re - b.re;
  const int32_t im = a.im + b.im;
  const wide_point<int16_t> t{(re * c.re - im * c.im + half) >> shift,
                              (re * c.im + im * c.re + half) >> shift};
  if constexpr (Halve) {
    a = {number::half(a.re), number::half(a.im)};
    b = {number::half(b.re), number::half(-b.im)};
  } else {
    b.im = -b.im;
  }
  return {{b.re + t.re, b.im + t.im}, {a.re - t.re, t.im - a.im}};
}

/// Bin 0, which holds two real numbers: the first and the last of a real signal's spectrum.
template <bool Halve, bool Backward, class T>
constexpr void split_ends(T* x) noexcept {
  using number = points<T>;
  wide_point<T> y{number::half_sum(x[0], x[1]), number::half_difference(x[0], x[1])};
  if constexpr (Halve && Backward) y = {y.re >> 1, y.im >> 1};
  if constexpr (!Halve && !Backward)
    y = {static_cast<typename number::wide>(x[0]) + x[1],
         static_cast<typename number::wide>(x[0]) - x[1]};
  store(x, y);
}

}  // namespace detail

/// The level of the bins that `split` will make without halving: |bin|^2 <= |a|^2 + |b|^2.
template <class T>
constexpr level_t<T> split_level(const T* x, size_t points_in_block, target::scalar) noexcept {
  level_t<T> found = 2 * points<T>::square(load(x)) + 0x40000u;
  for (size_t i = 2; i <= points_in_block; i += 2) {
    found |=
        points<T>::square(load(x + i)) + points<T>::level_of(load(x + (2 * points_in_block - i)));
  }
  return found;
}

/// All bins of a block whose level is below full_level; with Backward, from a spectrum back to what
/// it was made of, its bins in the order that turns the transform that follows into an inverse one.
template <bool Halve, bool Backward>
constexpr void split(int16_t* x, size_t points_in_block, const int16_t* w,
                     target::scalar) noexcept {
  detail::split_ends<Halve, Backward>(x);
  int16_t* low = x + 2;
  int16_t* high = x + 2 * points_in_block - 2;
  for (; low != high; low += 2, high -= 2, w += 2) {
    const detail::bins_of_both y = detail::part<Halve>(
        load(Backward ? high : low), load(Backward ? low : high), load_twiddle(w));
    store(low, y.low);
    store(high, y.high);
  }
  const int32_t shift = Halve ? 1 : 0;
  store(low, {low[0] >> shift, (-low[1]) >> shift});
}

template <bool Halve, bool Backward>
constexpr void split(int32_t* x, size_t points_in_block, const int32_t* w,
                     target::scalar) noexcept {
  using number = points<int32_t>;
  detail::split_ends<Halve, Backward>(x);
  int32_t* low = x + 2;
  int32_t* high = x + 2 * points_in_block - 2;
  for (; low != high; low += 2, high -= 2, w += 2) {
    const wide_point<int32_t> a = load(Backward ? high : low);
    const wide_point<int32_t> b = load(Backward ? low : high);
    const wide_point<int32_t> even{number::half_sum(a.re, b.re),
                                   number::half_difference(a.im, b.im)};
    const wide_point<int32_t> odd{number::half_difference(a.re, b.re),
                                  number::half_sum(a.im, b.im)};
    const wide_point<int32_t> turned = number::half_turn(odd, load_twiddle(w));
    const wide_point<int32_t> half{even.re >> 1, even.im >> 1};
    wide_point<int32_t> up{half.re + turned.re, half.im + turned.im};
    wide_point<int32_t> down{half.re - turned.re, turned.im - half.im};
    if constexpr (!Halve) {
      up = {up.re * 2, up.im * 2};
      down = {down.re * 2, down.im * 2};
    }
    store(low, up);
    store(high, down);
  }
  const int32_t shift = Halve ? 1 : 0;
  store(low, {low[0] >> shift, (-low[1]) >> shift});
}

/// Backward, the result is divided by points_in_block, which is `1 / scale`.
template <bool Backward>
constexpr void split(float* x, size_t points_in_block, const float* w, float scale,
                     target::scalar) noexcept {
  const float half = Backward ? 0.5f * scale : 0.5f;
  const float first = x[0];
  x[0] = Backward ? half * (first + x[1]) : first + x[1];
  x[1] = Backward ? half * (first - x[1]) : first - x[1];
  float* low = x + 2;
  float* high = x + 2 * points_in_block - 2;
  for (; low != high; low += 2, high -= 2, w += 2) {
    const complex<float> a = load(Backward ? high : low);
    const complex<float> b = load(Backward ? low : high);
    const complex<float> even{half * (a.re + b.re), half * (a.im - b.im)};
    complex<float> odd{a.re - b.re, a.im + b.im};
    if constexpr (Backward) odd = {odd.re * scale, odd.im * scale};
    const complex<float> turned = points<float>::turn(odd, load_twiddle(w));  // w: -j w / 2
    store<float>(low, {even.re + turned.re, even.im + turned.im});
    store<float>(high, {even.re - turned.re, turned.im - even.im});
  }
  low[0] = Backward ? low[0] * scale : low[0];
  low[1] = Backward ? low[1] * -scale : -low[1];
}

}  // namespace mote::kernel::fourier
