// split.hpp - the spectrum of real samples from that of pairs of them, and back. Floor 1.
// Even samples plus j times odd ones have a spectrum of half the length. Its bins a = k and
// b = size - k give the bins k and size - k of the real signal's.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../row/in_flash.hpp"
#include "butterfly.hpp"
#include "points.hpp"

namespace mote::kernel::detail::fourier {

using kernel::fourier::points;

/// The bins at both ends of the spectrum, from what is lower and what is higher.
template <class Points>
struct bins_of_both {
  typename Points::point low, high;
};

/// c = (1 - j w) / 2, Q15. The difference of a and the conjugate of b is 17 bits long, and the sum
/// of the products still fits: |c| < 0.71.
template <bool Halve>
MOTE_ALWAYS_INLINE constexpr bins_of_both<points<int16_t, target::scalar>> separated(
    complex<int32_t> a, complex<int32_t> b, complex<int16_t> c, target::scalar) noexcept {
  using number = points<int16_t, target::scalar>;
  constexpr int shift = Halve ? 16 : 15;
  constexpr int32_t half = int32_t{1} << (shift - 1);
  const int32_t re = a.re - b.re;
  const int32_t im = a.im + b.im;
  const complex<int32_t> t{(re * c.re - im * c.im + half) >> shift,
                           (re * c.im + im * c.re + half) >> shift};
  b.im = -b.im;
  if constexpr (Halve) {
    a = number::by_one(a);
    b = number::by_one(b);
  }
  return {{b.re + t.re, b.im + t.im}, {a.re - t.re, t.im - a.im}};
}

#if MOTE_HAS_DSP
template <bool Halve>
MOTE_ALWAYS_INLINE bins_of_both<points<int16_t, target::dsp>> separated(int16x2_t a, int16x2_t b,
                                                                        int16x2_t c,
                                                                        target::dsp) noexcept {
  using number = points<int16_t, target::dsp>;
  b = number::conjugate(b);
  const int16x2_t minus_b = __ssub16(0, b);
  if constexpr (!Halve) c = __sadd16(c, c);
  const int32_t re = __smlsd(a, c, __smlsd(minus_b, c, 0x8000));
  const int32_t im = __smladx(a, c, __smladx(minus_b, c, 0x8000));
  const int16x2_t t = number::upper_halves(re, im);
  if constexpr (Halve) {
    a = number::by_one(a);
    b = number::by_one(b);
  }
  return {__sadd16(b, t), number::conjugate(__ssub16(a, t))};
}
#endif

/// c = -j w, Q31.
template <bool Halve>
MOTE_ALWAYS_INLINE constexpr bins_of_both<points<int32_t, target::scalar>> separated(
    complex<int32_t> a, complex<int32_t> b, complex<int32_t> c, target::scalar) noexcept {
  using number = points<int32_t, target::scalar>;
  constexpr int32_t scale = Halve ? 1 : 2;
  const int32_t re = number::half_sum(a.re, b.re) >> 1;
  const int32_t im = number::half_difference(a.im, b.im) >> 1;
  const complex<int32_t> t =
      number::by_root({number::half_difference(a.re, b.re), number::half_sum(a.im, b.im)}, c);
  return {{(re + t.re) * scale, (im + t.im) * scale}, {(re - t.re) * scale, (t.im - im) * scale}};
}

/// Bin 0, which holds two real numbers: the first and the last of a real signal's spectrum.
template <bool Halve, bool Backward, class T>
constexpr void split_ends(T* x) noexcept {
  using number = points<T, target::scalar>;
  const int32_t first = x[0];
  const int32_t last = x[1];
  if constexpr (Halve && Backward) {
    number::store(x,
                  {number::half_sum(first, last) >> 1, number::half_difference(first, last) >> 1});
  } else if constexpr (Halve || Backward) {
    number::store(x, {number::half_sum(first, last), number::half_difference(first, last)});
  } else {
    number::store(x, {first + last, first - last});
  }
}

}  // namespace mote::kernel::detail::fourier

namespace mote::kernel::fourier {

inline constexpr uint32_t split_margin = 0x80000;

/// The largest of the bins that `split` will make without Halve: a bin is never longer than the
/// root of |a|^2 + |b|^2.
template <class T, class Tag>
constexpr uint32_t split_largest(const T* x, size_t size, Tag) noexcept {
  using number = points<T, Tag>;
  uint32_t found =
      number::add_square(number::load(x), number::add_square(number::load(x), split_margin));
  const T* high = x + 2 * size;
  for (const T* low = x; low != high;) {
    low += 2;
    high -= 2;
    found |=
        number::add_square(number::load(low), number::add_square(number::load(high), split_margin));
  }
  return found;
}

}  // namespace mote::kernel::fourier

namespace mote::kernel::detail::fourier {
/// From low and high on, until they meet.
template <bool Halve, bool Backward, class T, class Tag>
constexpr void split_pairs(T* low, T* high, flash_pointer<T> w, Tag tag) noexcept {
  using number = points<T, Tag>;
  for (; low != high; low += 2, high -= 2, w += 2) {
    const auto y =
        separated<Halve>(number::load(Backward ? high : low), number::load(Backward ? low : high),
                         number::load_twiddle(w), tag);
    number::store(low, y.low);
    number::store(high, y.high);
  }
  low[0] = static_cast<T>(Halve ? low[0] >> 1 : low[0]);
  low[1] = static_cast<T>(Halve ? (-low[1]) >> 1 : -low[1]);
}
}  // namespace mote::kernel::detail::fourier

namespace mote::kernel::fourier {

/// All bins of a block of integers below full_size, with Halve halved. With Backward the other way
/// round, and in the order that makes the transform that follows an inverse one.
template <bool Halve, bool Backward, class T, class Tag>
constexpr void split(T* x, size_t size, flash_pointer<T> w, Tag tag) noexcept {
  detail::fourier::split_ends<Halve, Backward>(x);
  detail::fourier::split_pairs<Halve, Backward>(x + 2, x + 2 * size - 2, w, tag);
}

}  // namespace mote::kernel::fourier

namespace mote::kernel::detail::fourier {
template <bool Backward>
constexpr void split_ends(float* x, float half) noexcept {
  const float first = x[0];
  x[0] = Backward ? half * (first + x[1]) : first + x[1];
  x[1] = Backward ? half * (first - x[1]) : first - x[1];
}
template <bool Backward, class Tag>
constexpr void split_pairs(float* low, float* high, flash_pointer<float> w, float half, float scale,
                           Tag) noexcept {
  using number = points<float, Tag>;
  for (; low != high; low += 2, high -= 2, w += 2) {
    const complex<float> a = number::load(Backward ? high : low);
    const complex<float> b = number::load(Backward ? low : high);
    const complex<float> even{half * (a.re + b.re), half * (a.im - b.im)};
    complex<float> odd{a.re - b.re, a.im + b.im};
    if constexpr (Backward) odd = {odd.re * scale, odd.im * scale};
    const complex<float> turned = number::by_root(odd, number::load_twiddle(w));
    number::store(low, {even.re + turned.re, even.im + turned.im});
    number::store(high, {even.re - turned.re, turned.im - even.im});
  }
  low[0] = Backward ? low[0] * scale : low[0];
  low[1] = Backward ? low[1] * -scale : -low[1];
}
}  // namespace mote::kernel::detail::fourier

namespace mote::kernel::fourier {

/// Of float; w holds -j w / 2. Backward, the result is multiplied by `scale`.
template <bool Backward, class Tag>
constexpr void split(float* x, size_t size, flash_pointer<float> w, float scale, Tag tag) noexcept {
  const float half = Backward ? 0.5f * scale : 0.5f;
  detail::fourier::split_ends<Backward>(x, half);
  detail::fourier::split_pairs<Backward>(x + 2, x + 2 * size - 2, w, half, scale, tag);
}

}  // namespace mote::kernel::fourier
