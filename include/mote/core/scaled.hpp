// scaled.hpp - numbers and the exponent that they share, kept together. Floor 0.
#pragma once

#include <stddef.h>

#include "complex.hpp"
#include "expects.hpp"
#include "span.hpp"
#include "traits.hpp"

namespace mote {

/// N numbers that lie in an array elsewhere, each worth block[i] * 2^exponent(): what `rfft` leaves
/// and `mel` takes. An array of integers alone has lost its exponent and does not convert to it.
///
///   const auto spectrum = mote::rfft(samples);
///   mel.process(spectrum, levels);
///
/// Sample   integers and complex integers; float and complex<float>, whose exponent() is always 0:
///          an array of them will do where `scaled` is asked for
/// Shape    an array of exactly N >= 1 elements; scaled<const T, N> only reads
/// State    a pointer, and for integers an int
/// Errors   an index that is not < N traps where MOTE_CHECKED is 1
template <class T, size_t N, bool Real = is_floating<traits::remove_cvref_t<T>>>
class [[nodiscard]] scaled {
 public:
  using element_type = T;

  constexpr scaled(span<T, N> values, int exponent) noexcept
      : values_{values}, exponent_{exponent} {}
  template <class U, size_t M, typename traits::if_views<T, U>::type = 0>
  constexpr scaled(const scaled<U, M>& other) noexcept
      : values_{other.values()}, exponent_{other.exponent()} {}
  template <class Array, traits::if_views_const_t<T, Array> = 0>
  constexpr scaled(const Array& values) noexcept : values_{values} {
    static_assert(traits::never<Array>,
                  "integers without their exponent: pass what rfft or fft returned, or "
                  "mote::scaled(values, exponent)");
  }

  constexpr T& operator[](size_t i) const noexcept { return values_[i]; }
  constexpr span<T, N> values() const noexcept { return values_; }
  constexpr int exponent() const noexcept { return exponent_; }
  static constexpr size_t size() noexcept { return N; }

 private:
  span<T, N> values_;
  int exponent_;
};

template <class T, size_t N>
class scaled<T, N, true> {
 public:
  using element_type = T;

  constexpr scaled(span<T, N> values, int exponent = 0) noexcept : values_{values} {
    MOTE_EXPECTS(exponent == 0, "float numbers are worth what they are: their exponent is 0");
  }
  template <class U, size_t M, typename traits::if_views<T, U>::type = 0>
  constexpr scaled(const scaled<U, M>& other) noexcept : values_{other.values()} {}
  template <class Array, traits::if_views_t<T, Array> = 0>
  constexpr scaled(Array& values) noexcept : values_{values} {}
  template <class Array, traits::if_views_const_t<T, Array> = 0>
  constexpr scaled(const Array& values) noexcept : values_{values} {}

  constexpr T& operator[](size_t i) const noexcept { return values_[i]; }
  constexpr span<T, N> values() const noexcept { return values_; }
  static constexpr int exponent() noexcept { return 0; }
  static constexpr size_t size() noexcept { return N; }

 private:
  span<T, N> values_;
};

template <class T, size_t N>
scaled(T (&)[N], int) -> scaled<T, N>;
template <class T, size_t N>
scaled(span<T, N>, int) -> scaled<T, N>;
template <template <class, size_t> class Array, class T, size_t N>
scaled(Array<T, N>&, int) -> scaled<T, N>;
template <template <class, size_t> class Array, class T, size_t N>
scaled(const Array<T, N>&, int) -> scaled<const T, N>;

}  // namespace mote
