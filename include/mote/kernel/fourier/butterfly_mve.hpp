// butterfly_mve.hpp - stages of a Fourier transform with Helium vectors. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "butterfly.hpp"
#include "points_mve.hpp"

#if MOTE_HAS_MVE
namespace mote::kernel::detail::fourier {

using kernel::fourier::apart;
using kernel::fourier::vector_points;

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
template <int Halvings, class T>
MOTE_NOINLINE uint32_t radix4_rows(T* x, size_t groups, size_t span, const T* w) noexcept {
  using number = vector_points<T>;
  constexpr size_t step = 2 * number::width;
  const size_t gap = 2 * span;
  auto found = number::none_yet();
  if (number::width == 4 && gap == step) {  // a vector a row: no loop in the loop
    for (; groups != 0; --groups, x += 4 * step) {
      found =
          butterfly<number, Halvings>(x, x + step, x + 2 * step, x + 3 * step, vector_factor<T>{w},
                                      vector_factor<T>{w + step}, vector_factor<T>{w + 2 * step}) |
          found;
    }
  }
  for (; groups != 0; --groups) {
    T* p1 = x + gap;
    T* p2 = p1 + gap;
    T* p3 = p2 + gap;
    const T* w2 = w;
    const T* w1 = w2 + gap;
    const T* w3 = w1 + gap;
    for (size_t left = gap / step; left != 0; --left) {
      found = butterfly<number, Halvings>(x, p1, p2, p3, vector_factor<T>{w2}, vector_factor<T>{w1},
                                          vector_factor<T>{w3}) |
              found;
      x += step;
      p1 += step;
      p2 += step;
      p3 += step;
      w2 += step;
      w1 += step;
      w3 += step;
    }
    x = p3;
  }
  return found.highest();
}

/// Span 1: a group a number.
template <int Halvings, class T>
MOTE_NOINLINE uint32_t radix4_columns(T* x, size_t groups) noexcept {
  using number = vector_points<T>;
  constexpr factor_1<number> one{};
  const auto offsets = number::every(8);
  auto found = number::none_yet();
  for (; groups != 0; groups -= number::width, x += 8 * number::width) {
    found = butterfly<number, Halvings>(apart<T>{x, offsets}, apart<T>{x + 2, offsets},
                                        apart<T>{x + 4, offsets}, apart<T>{x + 6, offsets}, one,
                                        one, one) |
            found;
  }
  return found.highest();
}

/// Two numbers at a time, neighbours.
template <int Halvings, class T>
MOTE_NOINLINE uint32_t radix2_columns(T* x, size_t size) noexcept {
  using number = vector_points<T>;
  const auto offsets = number::every(4);
  auto found = number::none_yet();
  for (; size != 0; size -= 2 * number::width, x += 4 * number::width) {
    auto a = number::load(apart<T>{x, offsets});
    auto b = number::load(apart<T>{x + 2, offsets});
    if constexpr (Halvings == 2) {
      a = number::by_one(a);
      b = number::by_one(b);
    }
    const auto y0 = number::template sum<(Halvings > 0)>(a, b);
    const auto y1 = number::template difference<(Halvings > 0)>(a, b);
    number::store(apart<T>{x, offsets}, y0);
    number::store(apart<T>{x + 2, offsets}, y1);
    found = found | number::largest_of(y0) | number::largest_of(y1);
  }
  return found.highest();
}

/// Span 2 of int16_t: the two butterflies of two groups.
template <int Halvings>
MOTE_NOINLINE uint32_t radix4_of_2_groups(int16_t* x, size_t groups, const int16_t* w) noexcept {
  using number = vector_points<int16_t>;
  const uint16x8_t place = vidupq_n_u16(0, 1);
  const uint16x8_t once = vandq_u16(place, vdupq_n_u16(3));
  const uint16x8_t offsets = vmlaq_n_u16(once, vshrq_n_u16(place, 2), 16);
  const auto times = [once](const int16_t* factors) {
    return [once, factors](int16x8_t y) {
      return number::by_root(y, number::load(apart<const int16_t>{factors, once}));
    };
  };
  auto found = number::none_yet();
  for (; groups != 0; groups -= 2, x += 32) {
    found =
        butterfly<number, Halvings>(apart<int16_t>{x, offsets}, apart<int16_t>{x + 4, offsets},
                                    apart<int16_t>{x + 8, offsets}, apart<int16_t>{x + 12, offsets},
                                    times(w), times(w + 4), times(w + 8)) |
        found;
  }
  return found.highest();
}

}  // namespace mote::kernel::detail::fourier

namespace mote::kernel::fourier {

template <int Halvings>
uint32_t radix2(int16_t* x, size_t size, target::mve) noexcept {
  return detail::fourier::radix2_columns<Halvings>(x, size);
}
template <int Halvings>
uint32_t radix4(int16_t* x, size_t groups, size_t span, const int16_t* w, target::mve) noexcept {
  if (span >= 4) return detail::fourier::radix4_rows<Halvings>(x, groups, span, w);
  if (span == 2 && groups >= 2) return detail::fourier::radix4_of_2_groups<Halvings>(x, groups, w);
  if (span == 1 && groups >= 4) return detail::fourier::radix4_columns<Halvings>(x, groups);
  return radix4<Halvings>(x, groups, span, w, target::dsp{});
}
inline uint32_t radix4_loud(int16_t* x, size_t groups, target::mve) noexcept {
  if (groups < 4) return radix4_loud(x, groups, target::dsp{});
  return detail::fourier::radix4_columns<3>(x, groups);
}

#if MOTE_HAS_MVE_FLOAT
template <int Halvings>
uint32_t radix2(float* x, size_t size, target::mve_float) noexcept {
  return detail::fourier::radix2_columns<Halvings>(x, size);
}
template <int Halvings>
uint32_t radix4(float* x, size_t groups, size_t span, const float* w, target::mve_float) noexcept {
  if (span >= 2) return detail::fourier::radix4_rows<Halvings>(x, groups, span, w);
  if (groups >= 2) return detail::fourier::radix4_columns<Halvings>(x, groups);
  return radix4<Halvings>(x, groups, span, w, target::scalar{});
}
#endif

/// Blocks shifted to the right and to the left, four numbers at once; size is 4 or more.
inline void halve(int16_t* x, size_t size, target::mve) noexcept {
  for (; size != 0; size -= 4, x += 8) vstrhq_s16(x, vshrq_n_s16(vldrhq_s16(x), 1));
}
inline void enlarge(int16_t* x, size_t size, int bits, target::mve) noexcept {
  for (; size != 0; size -= 4, x += 8) vstrhq_s16(x, vshlq_r_s16(vldrhq_s16(x), bits));
}

}  // namespace mote::kernel::fourier

namespace mote::kernel::detail::fourier {

/// Swaps the numbers (a, reversed c) and (c, reversed a), in squares of as many a and c as a vector
/// holds. A square on the diagonal is its own partner.
template <class T>
MOTE_NOINLINE uint32_t permute_squares(T* x, size_t rows, size_t step,
                                       const uint8_t* reversed) noexcept {
  using number = vector_points<T>;
  constexpr size_t width = number::width;
  const auto along = number::reversed_of(rows);
  const auto across = number::every(static_cast<typename number::offset_type>(step));
  auto found = number::none_yet();
  for (size_t a = 0; a != rows; a += width) {
    T* const corner = x + a * step + 2 * size_t{reversed[a]};
    const auto p0 = number::load(apart<T>{corner, along});
    const auto p1 = number::load(apart<T>{corner + step, along});
    found = found | number::largest_of(p0) | number::largest_of(p1);
    if constexpr (width == 4) {
      const auto p2 = number::load(apart<T>{corner + 2 * step, along});
      const auto p3 = number::load(apart<T>{corner + 3 * step, along});
      found = found | number::largest_of(p2) | number::largest_of(p3);
      number::store(apart<T>{corner + rows / 2, across}, p2);
      number::store(apart<T>{corner + rows + rows / 2, across}, p3);
    }
    number::store(apart<T>{corner, across}, p0);
    number::store(apart<T>{corner + rows, across}, p1);
    for (size_t c = a + width; c != rows; c += width) {
      T* p = x + a * step + 2 * size_t{reversed[c]};
      T* const q = x + c * step;
      for (size_t i = a; i != a + width; ++i, p += step) {
        const apart<T> row{p, along};
        const apart<T> column{q + 2 * size_t{reversed[i]}, across};
        const auto one = number::load(row);
        const auto other = number::load(column);
        found = found | number::largest_of(one) | number::largest_of(other);
        number::store(column, one);
        number::store(row, other);
      }
    }
  }
  return found.highest();
}

template <int Bits, class T>
uint32_t permute_vectors(T* x, const uint8_t* reversed) noexcept {
  constexpr size_t rows = size_t{1} << (Bits / 2);
  if constexpr (Bits % 2 == 0) {
    return permute_squares(x, rows, 2 * rows, reversed);
  } else {
    const uint32_t even = permute_squares(x, rows, 4 * rows, reversed);
    const uint32_t odd = permute_squares(x + 2 * rows, rows, 4 * rows, reversed);
    return even > odd ? even : odd;
  }
}

}  // namespace mote::kernel::detail::fourier

namespace mote::kernel::fourier {

template <int Bits>
uint32_t permute(int16_t* x, const uint8_t* reversed, target::mve) noexcept {
  if constexpr (Bits < 4) {
    return permute<Bits>(x, reversed, target::dsp{});
  } else {
    return detail::fourier::permute_vectors<Bits>(x, reversed);
  }
}
#if MOTE_HAS_MVE_FLOAT
template <int Bits>
uint32_t permute(float* x, const uint8_t* reversed, target::mve_float) noexcept {
  return detail::fourier::permute_vectors<Bits>(x, reversed);
}
#endif

}  // namespace mote::kernel::fourier
#endif
