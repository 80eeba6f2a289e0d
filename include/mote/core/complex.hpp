// complex.hpp - a complex number as two samples side by side. Floor 0.
#pragma once

#include "traits.hpp"

namespace mote {

/// re + j im: an aggregate, in memory as numpy, CMSIS-DSP and std::complex keep it.
template <class T>
struct complex {
  using value_type = T;

  T re;
  T im;
};
template <class T>
complex(T, T) -> complex<T>;

/// True for float and complex<float>.
template <class T>
inline constexpr bool is_floating = traits::same<T, float> || traits::same<T, complex<float>>;

template <class T>
constexpr bool operator==(const complex<T>& a, const complex<T>& b) noexcept {
  return a.re == b.re && a.im == b.im;
}
template <class T>
constexpr bool operator!=(const complex<T>& a, const complex<T>& b) noexcept {
  return !(a == b);
}

}  // namespace mote
