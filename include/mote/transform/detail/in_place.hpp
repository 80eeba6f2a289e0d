// in_place.hpp - what a Fourier transform is given, and asks of it. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/complex.hpp"
#include "../../core/scaled.hpp"
#include "../../core/span.hpp"
#include "../../core/traits.hpp"

namespace mote::detail::transform {

template <class T>
inline constexpr bool can_transform =
    traits::same<T, float> || traits::same<T, int16_t> || traits::same<T, int32_t>;

template <class Element>
struct sample_of_complex {
  using type = void;
};
template <class T>
struct sample_of_complex<complex<T>> {
  using type = T;
};

/// What a transform is given, an array or a block: its elements without const, their number, and
/// the exponent that they have so far.
template <class Array>
struct in_place : traits::viewed<Array> {
  using element = traits::remove_cvref_t<typename traits::viewed<Array>::element>;
  static constexpr bool is_array = !traits::same<element, void>;
  static constexpr bool has_exponent = is_floating<element>;
  template <class Given>
  static constexpr auto values(Given& x) noexcept {
    return traits::first_of(x);
  }
  static constexpr int exponent(const Array&) noexcept { return 0; }
};
template <class T, size_t N, bool Real>
struct in_place<scaled<T, N, Real>> {
  using element = traits::remove_cvref_t<T>;
  static constexpr size_t length = N;
  static constexpr bool is_array = true;
  static constexpr bool has_exponent = true;
  static constexpr T* values(const scaled<T, N, Real>& x) noexcept { return x.values().data(); }
  static constexpr int exponent(const scaled<T, N, Real>& x) noexcept { return x.exponent(); }
};
constexpr bool fits_a_transform(size_t n) noexcept {
  return n >= 8 && n <= 8192 && (n & (n - 1)) == 0;
}

}  // namespace mote::detail::transform
