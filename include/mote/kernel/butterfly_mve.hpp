// butterfly_mve.hpp - stages of a Fourier transform with Helium vectors. Floor 1.
#pragma once

#include "butterfly.hpp"
#include "points_mve.hpp"

#if MOTE_HAS_MVE
namespace mote::kernel::fourier {

namespace detail {

template <class T>
struct vector_factor {
  const T* w;
  MOTE_ALWAYS_INLINE typename vector_points<T>::point operator()(
      typename vector_points<T>::point x) const noexcept {
    return vector_points<T>::by_root(x, vector_points<T>::load(w));
  }
};

/// Span 4 and more: neighbouring butterflies in a vector. w: all factors of the terms 2 modulo 4,
/// then those of 1, then those of 3.
template <bool Halve, class T>
MOTE_NOINLINE uint32_t radix4_rows(T* x, size_t groups, size_t span, const T* w) noexcept {
  using number = vector_points<T>;
  constexpr size_t step = 2 * number::width;
  const size_t gap = 2 * span;
  auto found = number::no_level();
  for (; groups != 0; --groups) {
    const T* factor = w;
    T* z = x + 2 * gap;
    for (size_t left = gap / step; left != 0; --left) {
      found = found | butterfly<number, Halve>(x, z, gap, vector_factor<T>{factor},
                                               vector_factor<T>{factor + gap},
                                               vector_factor<T>{factor + 2 * gap});
      x += step;
      z += step;
      factor += step;
    }
    x += 3 * gap;
  }
  return found.highest();
}

/// Numbers that lie apart in memory: four of int16_t, each of which begins at one of `offsets`.
struct gathered : vector_points<int16_t> {
  static point load_at(const int16_t* x, uint16x8_t offsets) noexcept {
    return vldrhq_gather_shifted_offset_s16(x, offsets);
  }
  static void store_at(int16_t* x, uint16x8_t offsets, point y) noexcept {
    vstrhq_scatter_shifted_offset_s16(x, offsets, y);
  }
};
/// 0, 1, apart, apart + 1, 2 * apart, ...
MOTE_ALWAYS_INLINE uint16x8_t pairs_apart(uint16_t apart) noexcept {
  const uint16x8_t place = vidupq_n_u16(0, 1);
  return vmlaq_n_u16(vandq_u16(place, vdupq_n_u16(1)), vshrq_n_u16(place, 1), apart);
}

/// Span 1: four groups at once.
template <bool Halve>
MOTE_NOINLINE uint32_t radix4_columns(int16_t* x, size_t groups) noexcept {
  using number = gathered;
  const uint16x8_t offsets = pairs_apart(8);
  auto found = number::no_level();
  for (; groups != 0; groups -= 4, x += 32) {
    const auto t0 = number::by_one(number::load_at(x, offsets));
    const auto t2 = number::by_one(number::load_at(x + 2, offsets));
    const auto a = number::sum<false>(t0, t2);
    const auto b = number::difference<false>(t0, t2);
    const auto t1 = number::by_one(number::load_at(x + 4, offsets));
    const auto t3 = number::by_one(number::load_at(x + 6, offsets));
    const auto c = number::sum<false>(t1, t3);
    const auto d = number::difference<false>(t1, t3);
    const auto y0 = number::sum<Halve>(a, c);
    const auto y1 = number::sum_turned<Halve>(b, d);
    const auto y2 = number::difference<Halve>(a, c);
    const auto y3 = number::difference_turned<Halve>(b, d);
    number::store_at(x, offsets, y0);
    number::store_at(x + 2, offsets, y1);
    number::store_at(x + 4, offsets, y2);
    number::store_at(x + 6, offsets, y3);
    found = found | number::level_of(y0) | number::level_of(y1) | number::level_of(y2) |
            number::level_of(y3);
  }
  return found.highest();
}

}  // namespace detail

template <bool Halve>
uint32_t radix4(int16_t* x, size_t groups, size_t span, const int16_t* w, target::mve) noexcept {
  if (span >= 4) return detail::radix4_rows<Halve>(x, groups, span, w);
  if (span == 1 && groups >= 4) return detail::radix4_columns<Halve>(x, groups);
  return radix4<Halve>(x, groups, span, w, target::dsp{});
}

#if MOTE_HAS_MVE_FLOAT
template <bool Halve>
uint32_t radix4(float* x, size_t groups, size_t span, const float* w, target::mve) noexcept {
  if (span >= 4) return detail::radix4_rows<Halve>(x, groups, span, w);
  return radix4<Halve>(x, groups, span, w, target::scalar{});
}
#endif

/// A block shifted one bit to the right, four numbers at once; size is 4 or more.
inline void halve(int16_t* x, size_t size, target::mve) noexcept {
  for (; size != 0; size -= 4, x += 8) vstrhq_s16(x, vshrq_n_s16(vldrhq_s16(x), 1));
}

}  // namespace mote::kernel::fourier
#endif
